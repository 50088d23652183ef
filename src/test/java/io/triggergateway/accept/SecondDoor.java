package io.triggergateway.accept;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the door of another replica on the same Redis, with a connection of its own. */
@Singleton
public final class SecondDoor {
    private final FiringMaker maker;
    private final DoorWords words;
    private final DurableWrite durable;
    private final Pressure pressure;
    private final Keys keys;
    private final Clock clock;

    SecondDoor(FiringMaker maker, DoorWords words, DurableWrite durable, Pressure pressure, Keys keys, Clock clock) {
        this.maker = maker;
        this.words = words;
        this.durable = durable;
        this.pressure = pressure;
        this.keys = keys;
        this.clock = clock;
    }

    /** A door that speaks to Redis over {@code link}. */
    public Door on(RedisLink link) {
        var scripts = new Scripts(link);
        return new Door(
                maker,
                new AcceptScript(scripts, keys, words, durable),
                new SlotScript(scripts, keys, words, durable),
                pressure,
                new Tally(keys, scripts, clock));
    }
}
