package io.triggergateway.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the service's link to Redis, with the timeout that is configured. */
@Singleton
final class RedisLinkProducer {
    @Produces
    @Singleton
    RedisLink link(Vertx vertx, Redis redis, RedisConfig config) {
        return new RedisLink(vertx, redis, config.redis().timeout());
    }
}
