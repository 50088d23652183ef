package io.triggergateway.handoff;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.util.List;

/** Removes what every group has acknowledged, and makes groups again that somebody has taken away. */
@Singleton
public final class Trimming {
    /** Small enough that one call does not hold Redis up. */
    private static final int BATCH = 500;

    private final Streams streams;
    private final Keys keys;
    private final Script trim;

    Trimming(Streams streams, Keys keys, Scripts scripts) {
        this.streams = streams;
        this.keys = keys;
        this.trim = scripts.load("trim");
    }

    @Scheduled(every = "${gateway.handoff.trim-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void trimAll() {
        try {
            streams.all().forEach(this::trimEverywhere);
        } catch (RedisFault away) {
            // Readiness tells of it; the next round catches up.
        }
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void ensureAll() {
        try {
            streams.ensure(streams.all());
        } catch (RedisFault away) {
            // As above.
        }
    }

    private void trimEverywhere(String stream) {
        for (int partition = 0; partition < keys.partitions(); partition++) {
            trimUntilDone(partition, stream);
        }
    }

    private void trimUntilDone(int partition, String stream) {
        long removed;
        do {
            removed = trim(partition, stream);
        } while (removed >= BATCH);
    }

    private long trim(int partition, String stream) {
        var names = List.of(
                keys.handoff(partition, stream), keys.handoffBytes(partition, stream), keys.partition(partition));
        return trim.call(names, List.of(BATCH)).number();
    }
}
