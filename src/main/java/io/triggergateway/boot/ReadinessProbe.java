package io.triggergateway.boot;

import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.TriggerFiles;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the start is done, Redis answers and may be used. Broken files and triggers are told, but the rest works,
 * so they do not count. Answered from memory: strangers may ask as often as they like.
 */
@Singleton
@Readiness
final class ReadinessProbe implements HealthCheck {
    // Enough to begin with; the list of triggers has them all.
    private static final int MOST_TOLD = 20;

    private final Start start;
    private final RedisCheck redis;
    private final DataWatch data;
    private final TriggerFiles files;
    private final Registry registry;

    ReadinessProbe(Start start, RedisCheck redis, DataWatch data, TriggerFiles files, Registry registry) {
        this.start = start;
        this.redis = redis;
        this.data = data;
        this.files = files;
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("trigger-gateway").withData("start", startInWords());
        boolean fit = tellRedis(answer);
        tellBroken(answer);
        return answer.status(start.done() && fit).build();
    }

    private String startInWords() {
        if (start.done()) {
            return "done";
        }
        return start.waitsFor().isEmpty() ? "under way" : "waits for " + start.waitsFor();
    }

    private boolean tellRedis(HealthCheckResponseBuilder answer) {
        var verdict = redis.verdict();
        verdict.ifPresent(found -> {
            switch (found) {
                case RedisVerdict.Fit(var durability, var weak, var warnings) -> {
                    answer.withData("durability", durability);
                    warnings.forEach(warning -> answer.withData("redis " + warnings.indexOf(warning), warning));
                }
                case RedisVerdict.Unfit(var sentence) -> answer.withData("redisUnfit", sentence);
            }
        });
        data.loss().ifPresent(sentence -> answer.withData("dataLost", sentence));
        if (!redis.away().isEmpty()) {
            answer.withData("partitionsOutOfReach", redis.away().toString());
        }
        answer.withData("redis", redis.reachable() ? "reachable" : "out of reach");
        return redis.reachable() && verdict.orElse(null) instanceof RedisVerdict.Fit;
    }

    private void tellBroken(HealthCheckResponseBuilder answer) {
        files.defects().entrySet().stream()
                .limit(MOST_TOLD)
                .forEach(file -> answer.withData("file " + file.getKey(), String.join("; ", file.getValue())));
        broken().stream()
                .limit(MOST_TOLD)
                .forEach(trigger -> answer.withData("trigger " + trigger.name(), String.valueOf(trigger.broken())));
    }

    private List<CompiledTrigger> broken() {
        return registry.triggers().stream()
                .filter(trigger -> trigger.broken() != null)
                .toList();
    }
}
