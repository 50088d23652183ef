package io.triggergateway.accept;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Masters;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisInfo;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether Redis's memory is past its watermark. Starts stop there, so that resumes, time-outs and acknowledgements
 * still have room when a real shortage comes.
 */
@Singleton
public final class MemoryGauge {
    private static final double WATERMARK = 0.8;

    /** Far enough below that what was under way when it is noticed does not reach the watermark. */
    private static final double BACKGROUND_WATERMARK = 0.7;

    private final Masters masters;
    private volatile Set<Integer> low = Set.of();
    private volatile Set<Integer> filling = Set.of();

    MemoryGauge(Masters masters) {
        this.masters = masters;
    }

    /** True while nothing new may start in a partition. */
    public boolean isLow(int partition) {
        return low.contains(partition);
    }

    /** True already before it is low, for what can wait. */
    boolean isFilling(int partition) {
        return filling.contains(partition);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Reading the memory of Redis", this::look);
    }

    void look() {
        var nowLow = new HashSet<Integer>();
        var nowFilling = new HashSet<Integer>();
        try {
            Turns.each(masters.partitions().entrySet(), master -> {
                var memory = masters.info(master.getKey()).memory();
                if (isOver(WATERMARK, memory)) {
                    nowLow.addAll(master.getValue());
                }
                if (isOver(BACKGROUND_WATERMARK, memory)) {
                    nowFilling.addAll(master.getValue());
                }
            });
        } catch (RedisFault away) {
            // Whoever asks Redis for something hears of it there.
        }
        low = Set.copyOf(nowLow);
        filling = Set.copyOf(nowFilling);
    }

    private static boolean isOver(double watermark, RedisInfo.Memory memory) {
        return memory.limit() > 0 && memory.used() > memory.limit() * watermark;
    }
}
