package io.triggergateway.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one Redis says of itself. Every method waits; for virtual threads. */
public final class RedisInfo {
    private final RedisLink redis;
    private final String node;

    /** @param node empty for any, where there are several */
    RedisInfo(RedisLink redis, String node) {
        this.redis = redis;
        this.node = node;
    }

    /** Used memory and its limit in bytes; a limit of 0 is none. */
    public record Memory(long used, long limit) {}

    /** How much memory Redis uses. */
    public Memory memory() {
        var info = section("memory");
        return new Memory(
                Long.parseLong(info.getOrDefault("used_memory", "0")),
                Long.parseLong(info.getOrDefault("maxmemory", "0")));
    }

    /** The eviction policy; empty when Redis does not say. */
    public String evictionPolicy() {
        return section("memory").getOrDefault("maxmemory_policy", "");
    }

    /** Who it is to others: {@code master} or {@code slave}; empty when Redis does not say. */
    public String role() {
        return section("replication").getOrDefault("role", "");
    }

    /** How many replicas are connected and have caught up once. */
    public int replicas() {
        return (int) section("replication").values().stream()
                .filter(value -> value.contains("state=online"))
                .count();
    }

    /** True for a node of a Redis Cluster. */
    public boolean isClustered() {
        return section("cluster").getOrDefault("cluster_enabled", "0").equals("1");
    }

    /** The clock of Redis. */
    public Instant time() {
        var time = call("TIME");
        return Instant.ofEpochSecond(time.at(0).number(), time.at(1).number() * 1000);
    }

    /** Such as {@code 7.0.15}. */
    public String version() {
        return section("server").getOrDefault("redis_version", "");
    }

    /** True when an append-only file is kept. */
    public boolean appendOnly() {
        return section("persistence").getOrDefault("aof_enabled", "0").equals("1");
    }

    /** A setting of Redis; empty when it has none of that name. */
    public Optional<String> setting(String name) {
        var answer = call("CONFIG", "GET", name);
        return answer.size() < 2 ? Optional.empty() : Optional.of(answer.at(1).text());
    }

    /** True when it answers. */
    public boolean answers() {
        try {
            call("PING");
            return true;
        } catch (RedisFault away) {
            return false;
        }
    }

    private Reply call(String command, Object... arguments) {
        return redis.callAt(node, command, arguments);
    }

    private Map<String, String> section(String name) {
        var values = new HashMap<String, String>();
        for (var line : call("INFO", name).text().split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return values;
    }
}
