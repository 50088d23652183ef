package io.triggergateway.handoff;

import io.quarkus.logging.Log;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sets aside what a group was handed too often, so that it neither comes again for ever nor holds trimming up. */
@Singleton
public final class DeadLettering {
    /** Small enough that one call does not hold Redis up, also when each entry has a large payload. */
    private static final int PAGE = 100;

    private final Streams streams;
    private final RedisLink redis;
    private final Keys keys;
    private final ReaderConfig config;
    private final Script script;
    private final Set<String> full = ConcurrentHashMap.newKeySet();

    DeadLettering(Streams streams, RedisLink redis, Keys keys, ReaderConfig config, Scripts scripts) {
        this.streams = streams;
        this.redis = redis;
        this.keys = keys;
        this.config = config;
        this.script = scripts.load("dead-letter");
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(10), Duration.ofSeconds(10), "Setting dead letters aside", this::sweep);
    }

    void sweep() {
        try {
            Turns.each(streams.known(), this::sweep);
        } catch (RedisFault away) {
            // Readiness tells of it; the next round catches up.
        }
    }

    private void sweep(String stream) {
        Turns.each(
                keys.all(),
                partition -> groups(keys.handoff(partition, stream)).forEach(group -> sweep(partition, stream, group)));
    }

    private List<String> groups(String stream) {
        if (redis.call("EXISTS", stream).number() == 0) {
            return List.of();
        }
        return redis.call("XINFO", "GROUPS", stream).items().stream()
                .map(group -> group.at(1).text())
                .toList();
    }

    private void sweep(int partition, String stream, String group) {
        long moved = 0;
        var start = "-";
        Reply reply;
        do {
            reply = script.call(names(partition, stream), arguments(group, start));
            moved += reply.size() > 1 ? reply.at(1).number() : 0;
            start = reply.size() > 2 ? reply.at(2).text() : "";
        } while (!start.isEmpty());
        tell(keys.handoff(partition, stream), group, moved, reply.at(0).text().equals("full"));
    }

    private List<String> names(int partition, String stream) {
        return List.of(
                keys.handoff(partition, stream),
                keys.dead(partition, stream),
                keys.deadBytes(partition, stream),
                keys.partition(partition));
    }

    private List<Object> arguments(String group, String start) {
        return List.of(
                group,
                config.maxDeliveries(),
                config.deadLetterIdle().toMillis(),
                start,
                PAGE,
                config.deadLetters().entries(),
                config.deadLetters().bytes());
    }

    // Once for each time that it fills up, not every ten seconds.
    private void tell(String stream, String group, long moved, boolean isFull) {
        if (moved > 0) {
            Log.warnf(
                    "%d entries of %s became dead letters of group '%s': delivered more than %d times without an acknowledgement",
                    moved, stream, group, config.maxDeliveries());
        }
        if (isFull && full.add(stream)) {
            Log.errorf(
                    "Expected room for dead letters of %s, but they are at their bound. Requeue or discard some; until then what fails stays with group '%s'",
                    stream, group);
        }
        if (moved > 0 && !isFull) {
            full.remove(stream);
        }
    }
}
