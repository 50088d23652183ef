package io.triggergateway.job;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Spreads firings evenly; time that was not used is not made up for later. */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final LongSupplier nanos;
    private long free;

    /** @param nanos a clock that only ever goes forward */
    Pace(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.free = nanos.getAsLong();
    }

    /** How long to rest after so many firings; zero when they took long enough by themselves. */
    Duration after(int fired) {
        long now = nanos.getAsLong();
        free = Math.max(free + fired * SECOND / perSecond, now);
        return Duration.ofNanos(free - now);
    }
}
