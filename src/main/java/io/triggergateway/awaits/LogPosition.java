package io.triggergateway.awaits;

import java.util.Comparator;

/** A place in a trigger's log, as Redis counts: a time in ms, and a number within it. */
record LogPosition(long millis, long number) implements Comparable<LogPosition> {
    private static final Comparator<LogPosition> ORDER =
            Comparator.comparingLong(LogPosition::millis).thenComparingLong(LogPosition::number);

    static LogPosition of(String text) {
        int dash = text.indexOf('-');
        return new LogPosition(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    boolean isAfter(LogPosition other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(LogPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return millis + "-" + number;
    }
}
