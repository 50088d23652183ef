package io.triggergateway.firing;

import io.triggergateway.redis.RedisLink;
import java.time.Instant;

/** The clock that all replicas share. */
final class RedisTime {
    private RedisTime() {}

    static Instant now(RedisLink redis) {
        var time = redis.call("TIME");
        return Instant.ofEpochSecond(
                time.at(0).number(), Math.multiplyExact(time.at(1).number(), 1000));
    }
}
