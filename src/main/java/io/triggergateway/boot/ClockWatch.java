package io.triggergateway.boot;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Masters;
import io.triggergateway.telemetry.RedisMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Compares the clock of this replica with that of Redis, which decides what is due. */
@Singleton
final class ClockWatch {
    private static final Duration BEARABLE = Duration.ofSeconds(1);

    private final Masters redis;
    private final RedisMetrics metrics;
    private final Clock clock;
    private volatile boolean apart;

    ClockWatch(Masters redis, RedisMetrics metrics, Clock clock) {
        this.redis = redis;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** True when the two are more than a second apart. */
    boolean apart() {
        return apart;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(10), "Comparing clocks", this::look);
    }

    void look() {
        note(ahead());
    }

    /** The way there and back takes time; half of it lies before Redis looked at its clock. */
    private Duration ahead() {
        var asked = clock.instant();
        var told = redis.anyInfo().time();
        var heard = clock.instant();
        return Duration.between(asked.plus(Duration.between(asked, heard).dividedBy(2)), told);
    }

    private void note(Duration ahead) {
        metrics.showClockSkew(ahead);
        boolean tooFar = ahead.abs().compareTo(BEARABLE) > 0;
        if (tooFar && !apart) {
            Log.warnf(
                    "Expected the clocks of Redis and of this replica to agree within a second, but that of Redis is %d ms %s."
                            + " Schedules follow Redis, signed timestamps follow this replica: synchronise both (NTP)",
                    ahead.abs().toMillis(), ahead.isNegative() ? "behind" : "ahead");
        }
        apart = tooFar;
    }
}
