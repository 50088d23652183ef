package io.triggergateway.firing;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.accept.AcceptConfig;
import io.triggergateway.accept.Tally;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.redis.Turns;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Takes the oldest firings out of the logs when their time is over or when they take too much room. */
@Singleton
public final class Retention {
    /** Small enough that one call does not hold Redis up. */
    private static final int BATCH = 500;

    private final Registry registry;
    private final Tally tally;
    private final Keys keys;
    private final AcceptConfig config;
    private final FiringConfig bounds;
    private final Script trim;

    Retention(Registry registry, Tally tally, Keys keys, AcceptConfig config, FiringConfig bounds, Scripts scripts) {
        this.registry = registry;
        this.tally = tally;
        this.keys = keys;
        this.config = config;
        this.bounds = bounds;
        this.trim = scripts.load("trim-firings");
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(
                Duration.ofSeconds(5), Duration.ofSeconds(5), "Trimming of the logs that have grown", this::trimFired);
        housekeeping.every(Duration.ofMinutes(10), Duration.ofMinutes(1), "Trimming of all logs", this::trimAll);
    }

    /** Only what fires grows. */
    void trimFired() {
        try {
            Turns.each(
                    tally.takeFired(), fired -> registry.find(fired.trigger()).ifPresent(this::trim));
        } catch (RedisFault away) {
            // The round over all triggers does it.
        }
    }

    void trimAll() {
        try {
            Turns.each(registry.triggers(), this::trim);
        } catch (RedisFault away) {
            // The next round does it.
        }
    }

    private void trim(CompiledTrigger trigger) {
        var own = trigger.definition().config().retention();
        var kept = Objects.requireNonNullElse(own, config.firings().retention());
        trim(trigger.partition(), trigger.name(), kept.toMillis(), bounds.maxBytes(), BATCH);
    }

    /** Returns how many firings are gone. */
    long trim(int partition, String trigger, long keptMillis, long mostBytes, int batch) {
        var names =
                List.of(keys.firings(partition, trigger), keys.trigger(partition, trigger), keys.partition(partition));
        long removed = 0;
        var position = "-";
        while (!position.isEmpty()) {
            var reply = trim.call(names, List.of(keptMillis, mostBytes, batch, position));
            removed += reply.at(0).number();
            position = reply.at(1).text();
        }
        return removed;
    }
}
