package io.triggergateway.boot;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisInfo;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.TriggerFiles;
import io.triggergateway.telemetry.DefectMetrics;
import io.triggergateway.telemetry.RedisMetrics;
import jakarta.inject.Singleton;

/** Shows in metrics what health says in words: how it stands with Redis, and what cannot be used. */
@Singleton
final class StandingWatch {
    private final RedisCheck check;
    private final RedisInfo info;
    private final RedisMetrics redis;
    private final DefectMetrics defects;
    private final TriggerFiles files;
    private final Registry registry;

    StandingWatch(
            RedisCheck check,
            RedisInfo info,
            RedisMetrics redis,
            DefectMetrics defects,
            TriggerFiles files,
            Registry registry) {
        this.check = check;
        this.info = info;
        this.redis = redis;
        this.defects = defects;
        this.files = files;
        this.registry = registry;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        var verdict = check.verdict().orElse(null);
        boolean fit = verdict instanceof RedisVerdict.Fit;
        redis.showStanding(check.reachable(), fit, verdict instanceof RedisVerdict.Fit found && !found.weak());
        defects.show(
                registry.triggers().stream()
                        .filter(trigger -> trigger.broken() != null)
                        .count(),
                files.defects().size());
        try {
            redis.showMemory(info.memory());
        } catch (RedisFault away) {
            // Told by the standing.
        }
    }
}
