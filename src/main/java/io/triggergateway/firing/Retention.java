package io.triggergateway.firing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.accept.AcceptConfig;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;

/** Takes firings out of the logs when their time is over; their records expire by themselves. */
@Singleton
public final class Retention {
    private final Registry registry;
    private final RedisLink redis;
    private final Keys keys;
    private final AcceptConfig config;
    private final Clock clock;

    Retention(Registry registry, RedisLink redis, Keys keys, AcceptConfig config, Clock clock) {
        this.registry = registry;
        this.redis = redis;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void trimAll() {
        try {
            registry.triggers().forEach(this::trim);
        } catch (RedisFault away) {
            // The next round does it.
        }
    }

    /** Approximate: whole nodes go at once, a few entries stay a little longer. */
    void trim(CompiledTrigger trigger) {
        var own = trigger.definition().config().retention();
        var kept = Objects.requireNonNullElse(own, config.firings().retention());
        var oldest = clock.instant().minus(kept).toEpochMilli();
        redis.call("XTRIM", keys.firings(trigger.partition(), trigger.name()), "MINID", "~", oldest + "-0");
    }
}
