package io.triggergateway.boot;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the keys as configured. */
@Singleton
final class KeysProducer {
    @Produces
    @Singleton
    Keys keys(RedisConfig config) {
        return new Keys(config.redis().prefix(), config.partitions());
    }
}
