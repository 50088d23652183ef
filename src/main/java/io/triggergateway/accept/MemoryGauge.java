package io.triggergateway.accept;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisInfo;
import jakarta.inject.Singleton;

/**
 * Whether Redis's memory is past its watermark. Starts stop there, so that resumes, time-outs and acknowledgements
 * still have room when a real shortage comes.
 */
@Singleton
public final class MemoryGauge {
    private static final double WATERMARK = 0.8;

    private final RedisInfo info;
    private volatile boolean low;

    MemoryGauge(RedisInfo info) {
        this.info = info;
    }

    /** True while nothing new may start. */
    public boolean isLow() {
        return low;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        try {
            var memory = info.memory();
            low = memory.limit() > 0 && memory.used() > memory.limit() * WATERMARK;
        } catch (RedisFault away) {
            // Whoever asks Redis for something hears of it there.
            low = false;
        }
    }
}
