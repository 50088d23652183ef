package io.triggergateway.redis;

import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the service's link to Redis, with the timeout that is configured. */
@Singleton
final class RedisLinkProducer {
    @Produces
    @Singleton
    RedisLink link(Vertx vertx, Redis redis, ConnectionSettings settings, RedisConfig config) {
        // The platform's client is only made for its settings.
        ClientProxy.unwrap(redis);
        return new RedisLink(vertx, settings.known(), config.redis().timeout());
    }

    /**
     * Last of all that hear of the shutdown, and before the client goes: a task that is still under way would have
     * the container make another one.
     */
    void close(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event, RedisLink link) {
        link.close();
    }
}
