package io.triggergateway.handoff;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Removes what every group has acknowledged, and makes groups again that somebody has taken away. */
@Singleton
public final class Trimming {
    /** Small enough that one call does not hold Redis up. */
    private static final int BATCH = 500;

    private final Streams streams;
    private final Keys keys;
    private final Script trim;

    Trimming(Streams streams, Keys keys, Scripts scripts) {
        this.streams = streams;
        this.keys = keys;
        this.trim = scripts.load("trim");
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping, HandoffConfig config) {
        housekeeping.every(config.trimEvery(), "Trimming of the streams", this::trimAll);
        housekeeping.every(Duration.ofMinutes(1), Duration.ofMinutes(1), "Making missing streams", this::ensureAll);
    }

    void trimAll() {
        try {
            Turns.each(streams.known(), this::trimEverywhere);
        } catch (RedisFault away) {
            // Readiness tells of it; the next round catches up.
        }
    }

    void ensureAll() {
        try {
            streams.ensure(streams.known());
        } catch (RedisFault away) {
            // As above.
        }
    }

    private void trimEverywhere(String stream) {
        Turns.each(keys.all(), partition -> trimUntilDone(partition, stream));
    }

    private void trimUntilDone(int partition, String stream) {
        long removed;
        do {
            removed = trim(partition, stream);
        } while (removed >= BATCH);
    }

    private long trim(int partition, String stream) {
        var names = List.of(
                keys.handoff(partition, stream), keys.handoffBytes(partition, stream), keys.partition(partition));
        return trim.call(names, List.of(BATCH)).number();
    }
}
