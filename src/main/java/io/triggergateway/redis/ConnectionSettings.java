package io.triggergateway.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * How the platform would connect to Redis, read from {@code quarkus.redis.*}. A client keeps all of its connections on
 * one event loop, so that the link has to make one for each.
 */
@Singleton
final class ConnectionSettings implements RedisOptionsCustomizer {
    private volatile @Nullable RedisOptions known;

    @Override
    public void customize(String client, RedisOptions options) {
        known = new RedisOptions(options);
    }

    /** Those of the client that was made last. */
    RedisOptions known() {
        var options = known;
        if (options == null) {
            throw new IllegalStateException("Expected the platform to have read quarkus.redis.* by now");
        }
        return new RedisOptions(options);
    }
}
