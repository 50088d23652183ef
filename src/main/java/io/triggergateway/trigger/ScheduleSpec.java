package io.triggergateway.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule fires, as written.
 *
 * @param jitter a stable offset per trigger is never more than this; null is none
 * @param maxFirings null is unlimited
 */
public record ScheduleSpec(
        Timing timing,
        ZoneId timezone,
        Overlap overlap,
        @Nullable Duration jitter,
        CatchUp catchUp,
        Gap gap,
        Repeat repeat,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        @Nullable Long maxFirings,
        @Nullable Duration runTimeout) {

    /** The forms that a schedule can take; exactly one is given. */
    public sealed interface Timing {
        /** A cron expression of five fields, six with leading seconds, or a macro. */
        record Cron(String expression) implements Timing {}

        /** Every so often, counted from {@code startAt} or the epoch. */
        record Interval(Duration every) implements Timing {}

        /** Daily at a local time. */
        record At(LocalTime time) implements Timing {}

        /** Every so many days, hours, minutes and seconds, counted from {@code startAt} or the epoch. */
        record Every(long days, long hours, long minutes, long seconds) implements Timing {}

        /** One single time. */
        record Once(Instant at) implements Timing {}
    }

    /** What happens when a slot comes while a run of the slot before is active. */
    public enum Overlap {
        ALLOW,
        SKIP,
        QUEUE,
        REPLACE
    }

    /** Which missed slots fire after a stop. */
    public record CatchUp(Policy policy, Duration window, int max) {
        /** The choices of catch-up. */
        public enum Policy {
            NONE,
            LATEST,
            ALL
        }
    }

    /** What becomes of a local time that the clock skips. */
    public enum Gap {
        SHIFT,
        SKIP
    }

    /** What becomes of a local time that comes twice. */
    public enum Repeat {
        FIRST,
        LAST,
        BOTH
    }
}
