package io.triggergateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.triggergateway.redis.RedisInfo;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How it stands with the Redis at hand. */
@Singleton
public final class RedisMetrics {
    private static final String PREFIX = "trigger_gateway_redis_";
    private static final double MILLIS = 1000;

    private final AtomicLong skewMillis = new AtomicLong();
    private final AtomicLong memoryUsed = new AtomicLong();
    private final AtomicLong memoryLimit = new AtomicLong();
    private final AtomicInteger reachable = new AtomicInteger();
    private final AtomicInteger fit = new AtomicInteger();
    private final AtomicInteger durable = new AtomicInteger();
    private final Counter losses;

    RedisMetrics(MeterRegistry meters) {
        meters.gauge(PREFIX + "clock_skew_seconds", skewMillis, millis -> millis.get() / MILLIS);
        meters.gauge(PREFIX + "memory_used_bytes", memoryUsed);
        meters.gauge(PREFIX + "memory_limit_bytes", memoryLimit);
        meters.gauge(PREFIX + "reachable", reachable);
        meters.gauge(PREFIX + "fit", fit);
        meters.gauge(PREFIX + "durable", durable);
        losses = Counter.builder(PREFIX + "data_lost")
                .description("Partitions whose data were found to be gone")
                .register(meters);
    }

    /** Shows by how much the clock of Redis is ahead of this replica's; negative when it is behind. */
    public void showClockSkew(Duration ahead) {
        skewMillis.set(ahead.toMillis());
    }

    /** Shows how much memory Redis uses of how much; a limit of 0 is none. */
    public void showMemory(RedisInfo.Memory memory) {
        memoryUsed.set(memory.used());
        memoryLimit.set(memory.limit());
    }

    /**
     * Shows how it stands.
     *
     * @param answers it did within the last second or so
     * @param usable the gateway serves with it
     * @param onDisk what is answered survives its crash, as far as the gateway can tell
     */
    public void showStanding(boolean answers, boolean usable, boolean onDisk) {
        reachable.set(answers ? 1 : 0);
        fit.set(usable ? 1 : 0);
        durable.set(onDisk ? 1 : 0);
    }

    /** Counts partitions that have lost their data. */
    public void dataLost(Set<Integer> partitions) {
        losses.increment(partitions.size());
    }
}
