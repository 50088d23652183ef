package io.triggergateway.access;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.trigger.Instants;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each token was used last, to the minute: written now and then, not with each request. */
@Singleton
public final class TokenUses {
    private final RedisLink redis;
    private final String key;
    private final Clock clock;
    private final Map<String, Instant> unwritten = new ConcurrentHashMap<>();

    public TokenUses(RedisLink redis, Keys keys, Clock clock) {
        this.redis = redis;
        this.key = keys.tokenUses();
        this.clock = clock;
    }

    /** Notes a use now, in memory. */
    void note(String token) {
        unwritten.put(token, clock.instant());
    }

    /** The last use of each token by its name, also of configured ones; those never used are not there. Waits. */
    public Map<String, Instant> all() {
        var parts = redis.call("HGETALL", key).items();
        var all = new HashMap<String, Instant>();
        for (int i = 0; i < parts.size(); i += 2) {
            all.put(parts.get(i).text(), Instant.parse(parts.get(i + 1).text()));
        }
        unwritten.forEach((token, at) -> all.merge(token, at, (one, other) -> one.isAfter(other) ? one : other));
        return all;
    }

    /** Forgets a token that was removed; waits. */
    void forget(String token) {
        unwritten.remove(token);
        redis.call("HDEL", key, token);
    }

    /** Writes what was noted; waits. What cannot be written stays noted. */
    void write() {
        var noted = Map.copyOf(unwritten);
        if (noted.isEmpty()) {
            return;
        }
        var arguments = new ArrayList<Object>();
        arguments.add(key);
        noted.forEach((token, at) -> {
            arguments.add(token);
            arguments.add(Instants.format(at));
        });
        redis.call("HSET", arguments.toArray());
        noted.forEach(unwritten::remove);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofMinutes(1), "Writing the uses of tokens", this::write);
    }
}
