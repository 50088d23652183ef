package io.triggergateway.accept;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps before the door took, for the log.
 *
 * @param verifyNanos to find out whether the sender is genuine and the body what it says; 0 when nobody asked
 * @param assessNanos for schema, filters and transforms
 */
public record Timings(long verifyNanos, long assessNanos) {
    /** For what comes from the gateway itself. */
    public static final Timings NONE = new Timings(0, 0);

    /** The record's field: when it came in, and then the steps in microseconds. */
    String text(Instant received) {
        return received.toEpochMilli() + " " + verifyNanos / 1000 + " " + assessNanos / 1000;
    }

    /** What {@link #text} wrote, for people; null when nothing was written. */
    public static @Nullable Written read(@Nullable String text) {
        var parts = text == null ? new String[0] : text.split(" ");
        return parts.length < 3
                ? null
                : new Written(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])),
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]));
    }

    /** The timings of a recorded firing, by the clock of the replica that took it. */
    public record Written(Instant receivedAt, long verifyMicros, long assessMicros) {}
}
