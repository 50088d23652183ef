package io.triggergateway.accept;

import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the door of another replica on the same Redis, with a connection of its own. */
@Singleton
public final class SecondDoor {
    private final FiringMaker maker;
    private final HandoffConfig handoff;
    private final DurableWrite durable;
    private final Pressure pressure;
    private final Keys keys;
    private final RedisConfig redis;
    private final Clock clock;

    SecondDoor(
            FiringMaker maker,
            HandoffConfig handoff,
            DurableWrite durable,
            Pressure pressure,
            Keys keys,
            RedisConfig redis,
            Clock clock) {
        this.maker = maker;
        this.handoff = handoff;
        this.durable = durable;
        this.pressure = pressure;
        this.keys = keys;
        this.redis = redis;
        this.clock = clock;
    }

    /** A door that speaks to Redis over {@code link}. */
    public Door on(RedisLink link) {
        var scripts = new Scripts(link);
        var shapes = new KnownShapes();
        var words = new DoorWords(keys, handoff, shapes);
        var bell = new MatchBell();
        return new Door(
                maker,
                new AcceptScript(new AcceptBatches(scripts, keys, durable, redis), words, shapes, bell),
                new SlotScript(scripts, keys, words, durable, shapes, bell),
                pressure,
                new Tally(keys, scripts, clock));
    }
}
