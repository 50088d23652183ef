package io.triggergateway.redis;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which partitions lie on which Redis: all on the one, or spread over the masters of a cluster. */
@Singleton
public final class Masters {
    private final RedisLink redis;
    private final Keys keys;

    public Masters(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** What a master says of itself, which {@link #partitions} names. */
    public RedisInfo info(String master) {
        return new RedisInfo(redis, master);
    }

    /** What one of them says, of those that answer. */
    public RedisInfo anyInfo() {
        return new RedisInfo(redis, "");
    }

    /**
     * Partitions by the name of their master; those that none serves are missing. Waits; throws {@link RedisFault} when nobody says where partitions are.
     */
    public Map<String, List<Integer>> partitions() {
        var found = new TreeMap<String, List<Integer>>();
        for (int partition : keys.all()) {
            redis.nodeOf(keys.partition(partition))
                    .ifPresent(node -> found.computeIfAbsent(node, first -> new ArrayList<>())
                            .add(partition));
        }
        return found;
    }
}
