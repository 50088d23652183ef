package io.triggergateway.boot;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Epochs;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.telemetry.RedisMetrics;
import io.triggergateway.trigger.Instants;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Notices that Redis has lost its data, says so until the next start, and has restored what can be. */
@Singleton
final class DataWatch {
    private final Epochs epochs;
    private final Restoration restoration;
    private final RedisMetrics metrics;
    private final Clock clock;
    private final Set<Integer> unrestored = new TreeSet<>();
    private volatile boolean watching;
    private volatile @Nullable String loss;

    DataWatch(Epochs epochs, Restoration restoration, RedisMetrics metrics, Clock clock) {
        this.epochs = epochs;
        this.restoration = restoration;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Learns which data there are; throws {@link RedisFault} when Redis is out of reach. */
    void learn() {
        note(epochs.lost());
    }

    /** From now on, looks every two seconds. */
    void watch() {
        watching = true;
    }

    /** What was lost since the start, as a sentence for people. */
    Optional<String> loss() {
        return Optional.ofNullable(loss);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(2), "Looking for lost data", this::look);
    }

    void look() {
        if (!watching) {
            return;
        }
        note(epochs.lost());
        restore();
    }

    private void note(Set<Integer> lost) {
        if (lost.isEmpty()) {
            return;
        }
        var sentence =
                "Expected the data that were in Redis, but those of partition %s are gone (noticed at %s). Triggers and"
                                .formatted(
                                        String.join(
                                                ", ",
                                                lost.stream()
                                                        .map(String::valueOf)
                                                        .toList()),
                                        now())
                        + " flows of files are registered again; bring the rest back from a backup, see docs/operating-redis.md";
        loss = sentence;
        Log.error(sentence);
        metrics.dataLost(lost);
        unrestored.addAll(lost);
    }

    private void restore() {
        if (!unrestored.isEmpty()) {
            restoration.restore(unrestored);
            unrestored.clear();
        }
    }

    private String now() {
        return Instants.format(clock.instant());
    }
}
