package io.triggergateway.firing;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.accept.AcceptConfig;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Drops starts that nobody has decided about in time. All replicas do it; each start is dropped once. */
@Singleton
public final class PendingExpiry {
    private static final int BATCH = 500;

    private final RedisLink redis;
    private final Keys keys;
    private final Records records;
    private final PendingStarts starts;
    private final PendingScripts scripts;
    private final Partitions partitions;
    private final AcceptConfig config;

    PendingExpiry(
            RedisLink redis,
            Keys keys,
            Records records,
            PendingStarts starts,
            PendingScripts scripts,
            Partitions partitions,
            AcceptConfig config) {
        this.redis = redis;
        this.keys = keys;
        this.records = records;
        this.starts = starts;
        this.scripts = scripts;
        this.partitions = partitions;
        this.config = config;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(10), Duration.ofSeconds(10), "Expiry of pending starts", this::sweep);
    }

    /** One batch of each partition; what is left waits for the next round. */
    void sweep() {
        try {
            Turns.each(partitions.all(), this::sweep);
        } catch (RedisFault away) {
            // The next round does it.
        }
    }

    private void sweep(int partition) {
        for (var id : due(partition)) {
            try {
                expire(partition, id);
            } catch (RedisFault fault) {
                if (fault.kind() != RedisFault.Kind.BROKEN) {
                    throw fault;
                }
                Log.errorf("What waits of firing %s cannot be dropped: %s", id, fault.getMessage());
            }
        }
    }

    private List<String> due(int partition) {
        var latest = RedisTime.now(redis).minus(config.pending().expiresAfter());
        return redis
                .call("ZRANGEBYSCORE", keys.pending(partition), "-inf", latest.toEpochMilli(), "LIMIT", 0, BATCH)
                .items()
                .stream()
                .map(Reply::text)
                .toList();
    }

    private void expire(int partition, String firingId) {
        records.summaries(partition, List.of(firingId))
                .getFirst()
                .ifPresentOrElse(starts::expire, () -> scripts.forget(partition, firingId));
    }
}
