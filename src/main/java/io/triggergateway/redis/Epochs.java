package io.triggergateway.redis;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the data of a partition are not those that were there: each has an id of its own, which this replica
 * remembers while it runs, and partition 0 for all others. Every method waits; for virtual threads.
 */
@Singleton
public final class Epochs {
    private static final int ID_BYTES = 12;

    private final RedisLink redis;
    private final Keys keys;
    private final SecureRandom random;
    private final Map<Integer, String> known = new HashMap<>();

    public Epochs(RedisLink redis, Keys keys, SecureRandom random) {
        this.redis = redis;
        this.keys = keys;
        this.random = random;
    }

    /**
     * The partitions whose data are gone since the last look, or, at the first one, since somebody remembered them.
     * What has no id gets one, so that each loss is told once. A Redis that is empty as a whole looks like a new one at
     * the first look. Partitions on masters that are away are left to a later look; throws RedisFault when that of
     * partition 0 is.
     */
    public synchronized Set<Integer> lost() {
        var lost = new TreeSet<Integer>();
        var remembered = remembered();
        var turns = new Turns();
        keys.all().forEach(partition -> turns.take(() -> look(partition, remembered.get(partition), lost)));
        remember(remembered);
        return Collections.unmodifiableSet(lost);
    }

    private void look(int partition, @Nullable String remembered, Set<Integer> lost) {
        var found = redis.call("GET", keys.epoch(partition)).textOrNull();
        var expected = known.getOrDefault(partition, remembered);
        if (expected != null && !expected.equals(found)) {
            lost.add(partition);
        }
        if (partition > 0 && expected == null && found != null) {
            lost.add(0);
        }
        known.put(partition, found == null ? make(partition, expected) : found);
    }

    private Map<Integer, String> remembered() {
        var all = new HashMap<Integer, String>();
        var flat = redis.call("HGETALL", keys.registry("epochs"));
        for (int i = 0; i < flat.size(); i += 2) {
            all.put(Integer.valueOf(flat.at(i).text()), flat.at(i + 1).text());
        }
        return all;
    }

    /** Others may do so at the same time; the first one's id stays. */
    private String make(int partition, @Nullable String former) {
        if (partition > 0 && former == null) {
            // Before the id itself: one that nobody remembers would mean that partition 0 has lost its data.
            redis.call("HSETNX", keys.registry("epochs"), partition, newId());
        }
        var id = former == null ? idOfOthers(partition) : newId();
        redis.call("SET", keys.epoch(partition), id, "NX");
        return redis.call("GET", keys.epoch(partition)).text();
    }

    private String idOfOthers(int partition) {
        var id = redis.call("HGET", keys.registry("epochs"), partition).textOrNull();
        return id == null ? newId() : id;
    }

    private void remember(Map<Integer, String> remembered) {
        known.forEach((partition, id) -> {
            if (partition > 0 && !id.equals(remembered.get(partition))) {
                redis.call("HSET", keys.registry("epochs"), partition, id);
            }
        });
    }

    private String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
