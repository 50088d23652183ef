package io.triggergateway.boot;

import io.triggergateway.redis.Durability;

/**
 * What the configuration wants of Redis.
 *
 * @param replicas how many have to confirm at durability {@code replica}
 * @param clustered true when the client is one for a Redis Cluster
 */
record RedisWish(Durability durability, int replicas, boolean clustered) {}
