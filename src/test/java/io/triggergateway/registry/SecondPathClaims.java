package io.triggergateway.registry;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;

/** Claims paths for another replica on the same Redis, with a connection of its own. */
@Singleton
public final class SecondPathClaims {
    private final Keys keys;
    private final Registry registry;

    SecondPathClaims(Keys keys, Registry registry) {
        this.keys = keys;
        this.registry = registry;
    }

    /** Claims that go over {@code link}. */
    public PathClaims on(RedisLink link) {
        return new PathClaims(keys, new Scripts(link), registry);
    }
}
