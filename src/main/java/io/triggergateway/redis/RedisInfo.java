package io.triggergateway.redis;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What Redis says of itself. Every method waits; for virtual threads. */
@Singleton
public final class RedisInfo {
    private final RedisLink redis;

    public RedisInfo(RedisLink redis) {
        this.redis = redis;
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
        var time = redis.call("TIME");
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

    private Map<String, String> section(String name) {
        var values = new HashMap<String, String>();
        for (var line : redis.call("INFO", name).text().split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return values;
    }
}
