package io.triggergateway.firing;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The place of a firing among all that wait, newest first, which no other firing's coming or going moves. */
record PendingCursor(long time, String firingId) implements Comparable<PendingCursor> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})-(f[0-9a-z-]{1,60})");
    private static final Comparator<PendingCursor> NEWEST_FIRST = Comparator.comparingLong(PendingCursor::time)
            .thenComparing(PendingCursor::firingId)
            .reversed();

    static Optional<PendingCursor> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new PendingCursor(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    String text() {
        return time + "-" + firingId;
    }

    @Override
    public int compareTo(PendingCursor other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
