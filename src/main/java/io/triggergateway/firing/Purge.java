package io.triggergateway.firing;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Removes what deleted triggers have fired, and what waits of it for a person. Their logs were put aside when they were
 * deleted, so that a new trigger of the same name begins an empty one.
 */
@Singleton
public final class Purge {
    /** Small enough that one call does not hold Redis up. */
    private static final int BATCH = 500;

    private final RedisLink redis;
    private final Keys keys;
    private final Partitions partitions;
    private final Script purge;

    Purge(RedisLink redis, Keys keys, Partitions partitions, Scripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.purge = scripts.load("purge-firings");
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "Removing the firings of removed triggers",
                this::purgeAll);
    }

    void purgeAll() {
        try {
            Turns.each(partitions.all(), partition -> purge(partition, BATCH));
        } catch (RedisFault away) {
            // The next round goes on.
        }
    }

    /** Until nothing is left. */
    void purge(int partition, int batch) {
        var logs = redis.call("SMEMBERS", keys.purge(partition)).items().stream()
                .map(Reply::text)
                .toList();
        for (var log : logs) {
            var names = List.of(log, keys.purge(partition), keys.partition(partition));
            long removed;
            do {
                removed = purge.call(names, List.of(batch)).number();
            } while (removed == batch);
        }
    }
}
