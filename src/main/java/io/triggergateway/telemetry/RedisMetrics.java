package io.triggergateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** How it stands with the Redis at hand. */
@Singleton
public final class RedisMetrics {
    private static final String PREFIX = "trigger_gateway_redis_";
    private static final double MILLIS = 1000;

    private final AtomicLong skewMillis = new AtomicLong();
    private final Counter losses;

    RedisMetrics(MeterRegistry meters) {
        meters.gauge(PREFIX + "clock_skew_seconds", skewMillis, millis -> millis.get() / MILLIS);
        losses = Counter.builder(PREFIX + "data_lost")
                .description("Partitions whose data were found to be gone")
                .register(meters);
    }

    /** Shows by how much the clock of Redis is ahead of this replica's; negative when it is behind. */
    public void showClockSkew(Duration ahead) {
        skewMillis.set(ahead.toMillis());
    }

    /** Counts partitions that have lost their data. */
    public void dataLost(Set<Integer> partitions) {
        losses.increment(partitions.size());
    }
}
