package io.triggergateway.accept;

import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Makes the door of another replica on the same Redis, with a connection of its own. */
@Singleton
public final class SecondDoor {
    private final AcceptConfig accept;
    private final HandoffConfig handoff;
    private final RedisConfig redis;
    private final MemoryGauge memory;
    private final Keys keys;
    private final RandomGenerator random;
    private final Clock clock;

    SecondDoor(
            AcceptConfig accept,
            HandoffConfig handoff,
            RedisConfig redis,
            MemoryGauge memory,
            Keys keys,
            RandomGenerator random,
            Clock clock) {
        this.accept = accept;
        this.handoff = handoff;
        this.redis = redis;
        this.memory = memory;
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /** A door that speaks to Redis over {@code link}. */
    public Door on(RedisLink link) {
        var scripts = new Scripts(link);
        return new Door(
                new FiringMaker(accept, random),
                new AcceptScript(scripts, keys, handoff, redis),
                memory,
                new Tally(keys, scripts, clock));
    }
}
