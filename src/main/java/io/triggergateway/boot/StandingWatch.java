package io.triggergateway.boot;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Masters;
import io.triggergateway.redis.RedisInfo;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.TriggerFiles;
import io.triggergateway.telemetry.DefectMetrics;
import io.triggergateway.telemetry.RedisMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** Shows in metrics what health says in words: how it stands with Redis, and what cannot be used. */
@Singleton
final class StandingWatch {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final RedisCheck check;
    private final Masters masters;
    private final RedisMetrics redis;
    private final DefectMetrics defects;
    private final TriggerFiles files;
    private final Registry registry;

    StandingWatch(
            RedisCheck check,
            Masters masters,
            RedisMetrics redis,
            DefectMetrics defects,
            TriggerFiles files,
            Registry registry) {
        this.check = check;
        this.masters = masters;
        this.redis = redis;
        this.defects = defects;
        this.files = files;
        this.registry = registry;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(EVERY, "Showing how it stands with Redis", this::look);
    }

    private void look() {
        var verdict = check.verdict().orElse(null);
        boolean fit = verdict instanceof RedisVerdict.Fit;
        redis.showStanding(check.reachable(), fit, verdict instanceof RedisVerdict.Fit found && !found.weak());
        defects.show(
                registry.triggers().stream()
                        .filter(trigger -> trigger.broken() != null)
                        .count(),
                files.defects().size());
        // Last, as it fails while Redis is away.
        fullest().ifPresent(redis::showMemory);
    }

    /** Of a cluster the master that is nearest to its limit, as it is the first to refuse. */
    private Optional<RedisInfo.Memory> fullest() {
        return masters.partitions().keySet().stream()
                .map(master -> masters.info(master).memory())
                .max(Comparator.comparingDouble(StandingWatch::filling).thenComparingLong(RedisInfo.Memory::used));
    }

    private static double filling(RedisInfo.Memory memory) {
        return memory.limit() == 0 ? 0 : (double) memory.used() / memory.limit();
    }
}
