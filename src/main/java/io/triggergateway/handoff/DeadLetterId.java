package io.triggergateway.handoff;

import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Names;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which dead letter: {@code <partition>.<entry>} for the standard stream, {@code <partition>.<entry>.<stream>} for
 * another. Ordered as they are listed: newest first.
 *
 * @param entryId its place among the dead letters of its stream and partition
 */
record DeadLetterId(int partition, String stream, String entryId) implements Comparable<DeadLetterId> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})\\.(\\d{1,15}-\\d{1,15})(?:\\.(.{1,128}))?");
    private static final Comparator<DeadLetterId> ORDER = Comparator.comparingLong(DeadLetterId::time)
            .thenComparingLong(DeadLetterId::number)
            .reversed()
            .thenComparingInt(DeadLetterId::partition)
            .thenComparing(DeadLetterId::stream);

    /** The id that a text stands for; empty when it is none, which says nothing about there being such a letter. */
    static Optional<DeadLetterId> parse(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var stream = parts.group(3) == null ? "" : parts.group(3);
        return isStream(stream)
                ? Optional.of(new DeadLetterId(Integer.parseInt(parts.group(1)), stream, parts.group(2)))
                : Optional.empty();
    }

    /** What people send becomes part of a key: nothing but a stream's name may. */
    private static boolean isStream(String name) {
        var findings = new Findings();
        return name.isEmpty() || !Names.stream(name, "", findings).isEmpty() && findings.isEmpty();
    }

    /** When it became a dead letter, in milliseconds since 1970. */
    long time() {
        return Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
    }

    private long number() {
        return Long.parseLong(entryId.substring(entryId.indexOf('-') + 1));
    }

    @Override
    public int compareTo(DeadLetterId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + "." + entryId + (stream.isEmpty() ? "" : "." + stream);
    }
}
