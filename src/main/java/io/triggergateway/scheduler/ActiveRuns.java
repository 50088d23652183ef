package io.triggergateway.scheduler;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.accept.Ids;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.redis.Turns;
import io.triggergateway.registry.CompiledTrigger;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The owner of {@code release-runs.lua}: hears of runs that have ended, and starts what has waited for them. A run
 * that nobody reports counts as ended after its timeout.
 */
@Singleton
public final class ActiveRuns {
    private static final int PAGE = 100;

    private final RedisLink redis;
    private final Keys keys;
    private final Script release;

    ActiveRuns(RedisLink redis, Keys keys, Scripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.release = scripts.load("release-runs");
    }

    /** Notes that a run has ended; again does no harm, and a run that no schedule waits for is no matter. */
    public Future<Void> ended(String runId) {
        int partition = Ids.partitionOf(runId);
        return partition < 0 || partition >= keys.partitions()
                ? Future.succeededFuture()
                : release.run(List.of(keys.partition(partition)), List.of(runId, "", ""))
                        .mapEmpty();
    }

    /** The runs of a flow that are active, the one that started first at the front; waits. */
    public List<String> active(CompiledTrigger trigger, String flow) {
        var key = keys.active(trigger.partition(), trigger.name(), flow);
        return redis.call("ZRANGE", key, 0, -1).items().stream()
                .map(Reply::text)
                .toList();
    }

    /** How many starts of a flow wait for an active run; waits. */
    public long queued(CompiledTrigger trigger, String flow) {
        return redis.call("LLEN", keys.queued(trigger.partition(), trigger.name(), flow))
                .number();
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Release of runs", this::releaseDue);
    }

    void releaseDue() {
        try {
            Turns.each(keys.all(), this::releaseDue);
        } catch (RedisFault away) {
            // The next round does it.
        }
    }

    private void releaseDue(int partition) {
        var time = redis.call("TIME").at(0).text();
        var due = redis.call("ZRANGE", keys.queues(partition), "-inf", time + "000", "BYSCORE", "LIMIT", 0, PAGE);
        for (var queue : due.items()) {
            var place = queue.text().split(" ", 2);
            release.call(List.of(keys.partition(partition)), List.of("", place[0], place[1]));
        }
    }
}
