package io.triggergateway.accept;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisInfo;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Whether Redis's memory is past its watermark. Starts stop there, so that resumes, time-outs and acknowledgements
 * still have room when a real shortage comes.
 */
@Singleton
public final class MemoryGauge {
    private static final double WATERMARK = 0.8;

    /** Far enough below that what was under way when it is noticed does not reach the watermark. */
    private static final double BACKGROUND_WATERMARK = 0.7;

    private final RedisInfo info;
    private volatile boolean low;
    private volatile boolean filling;

    MemoryGauge(RedisInfo info) {
        this.info = info;
    }

    /** True while nothing new may start. */
    public boolean isLow() {
        return low;
    }

    /** True already before it is low, for what can wait. */
    boolean isFilling() {
        return filling;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Reading the memory of Redis", this::look);
    }

    void look() {
        try {
            var memory = info.memory();
            low = isOver(WATERMARK, memory);
            filling = isOver(BACKGROUND_WATERMARK, memory);
        } catch (RedisFault away) {
            // Whoever asks Redis for something hears of it there.
            low = false;
            filling = false;
        }
    }

    private static boolean isOver(double watermark, RedisInfo.Memory memory) {
        return memory.limit() > 0 && memory.used() > memory.limit() * watermark;
    }
}
