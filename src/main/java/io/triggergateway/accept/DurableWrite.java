package io.triggergateway.accept;

import io.triggergateway.redis.Durability;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;

/** Runs a script that stores something, and waits for as many copies as the configured durability asks for. */
@Singleton
public final class DurableWrite {
    private final RedisConfig redis;

    public DurableWrite(RedisConfig redis) {
        this.redis = redis;
    }

    /** Fails with RedisFault when it is not stored as durably as configured, or nobody knows. */
    public Future<Reply> run(Script script, List<String> keys, List<?> arguments) {
        return redis.durability() == Durability.REPLICA
                ? script.runAndWait(keys, arguments, redis.redis().replicas())
                : script.run(keys, arguments);
    }
}
