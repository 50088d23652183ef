package io.triggergateway.boot;

import java.util.Optional;

/**
 * What matters about a Redis.
 *
 * @param role {@code master} or {@code slave}; empty when Redis does not say
 * @param replicas how many are connected
 * @param clustered true for a node of a Redis Cluster
 * @param maxmemory in bytes; 0 for no limit
 * @param evictionPolicy empty when Redis does not say
 * @param appendfsync empty when it is neither told by Redis nor stated in the configuration
 * @param stated true when {@code appendfsync} comes from the configuration, because Redis forbids to ask
 * @param syncsDuringRewrite false when writes are not synced while the append-only file is rewritten
 */
record RedisFacts(
        String version,
        String role,
        int replicas,
        boolean clustered,
        long maxmemory,
        String evictionPolicy,
        boolean appendOnly,
        Optional<String> appendfsync,
        boolean stated,
        boolean syncsDuringRewrite) {}
