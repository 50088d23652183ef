package io.triggergateway.firing;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.Registry;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The last refused requests of each trigger. They are gathered in memory and written once a second, so that a flood
 * of bad requests costs Redis next to nothing; what does not fit is forgotten, the oldest first.
 */
@Singleton
public final class Refusals {
    static final int KEPT = 100;
    static final int MOST_IN_MEMORY = 10_000;
    private static final Duration RETENTION = Duration.ofDays(30);

    private final Registry registry;
    private final RedisLink redis;
    private final Keys keys;
    private Map<Place, ArrayDeque<Refusal>> gathered = new HashMap<>();
    private int count;

    Refusals(Registry registry, RedisLink redis, Keys keys) {
        this.registry = registry;
        this.redis = redis;
        this.keys = keys;
    }

    private record Place(int partition, String trigger) {}

    /** Notes a refusal; from any thread, without waiting. */
    public synchronized void record(String trigger, int partition, Refusal refusal) {
        var place = new Place(partition, trigger);
        var known = gathered.getOrDefault(place, new ArrayDeque<>());
        if (known.size() == KEPT) {
            known.removeLast();
        } else if (count == MOST_IN_MEMORY) {
            return;
        } else {
            count++;
        }
        known.addFirst(refusal);
        gathered.put(place, known);
    }

    /** The last refusals of a trigger, newest first, at most 100; waits. */
    public List<Refusal> list(int partition, String trigger) {
        var fresh = inMemory(new Place(partition, trigger));
        var stored = redis.call("LRANGE", keys.refusals(partition, trigger), 0, KEPT - 1).items().stream()
                .map(entry -> Json.readBack(entry.bytes()))
                .filter(Objects::nonNull)
                .map(Refusal::of);
        return Stream.concat(fresh.stream(), stored).limit(KEPT).toList();
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Keeping refusals", this::flush);
    }

    /** Writes what was gathered; what cannot be written is tried again while there is room for it. */
    void flush() {
        for (var entry : take().entrySet()) {
            try {
                write(entry.getKey(), entry.getValue());
            } catch (RedisFault away) {
                entry.getValue()
                        .reversed()
                        .forEach(refusal ->
                                record(entry.getKey().trigger(), entry.getKey().partition(), refusal));
            }
        }
    }

    private synchronized List<Refusal> inMemory(Place place) {
        return List.copyOf(gathered.getOrDefault(place, new ArrayDeque<>()));
    }

    private synchronized Map<Place, ArrayDeque<Refusal>> take() {
        var taken = gathered;
        gathered = new HashMap<>();
        count = 0;
        return taken;
    }

    private void write(Place place, ArrayDeque<Refusal> refusals) {
        if (registry.find(place.trigger()).isEmpty()) {
            // Deleted meanwhile: its list is gone, and must not come back.
            return;
        }
        var key = keys.refusals(place.partition(), place.trigger());
        var push = new ArrayList<Object>();
        push.add(key);
        refusals.reversed().forEach(refusal -> push.add(Json.write(refusal.document())));
        RedisLink.await(Future.all(
                redis.send("LPUSH", push.toArray()),
                redis.send("LTRIM", key, 0, KEPT - 1),
                redis.send("EXPIRE", key, RETENTION.toSeconds())));
    }
}
