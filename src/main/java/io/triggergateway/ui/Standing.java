package io.triggergateway.ui;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** How it stands with this replica and its Redis, in the words of its health. */
@Singleton
final class Standing {
    private final Instance<HealthCheck> checks;

    Standing(@Readiness Instance<HealthCheck> checks) {
        this.checks = checks;
    }

    /**
     * What health says now.
     *
     * @param ready false when one check is down
     * @param durability in words; empty while nobody knows
     * @param notes the rest that people should know, by what it is about
     */
    record Now(boolean ready, String redis, String durability, Map<String, String> notes) {}

    Now now() {
        var said = new LinkedHashMap<String, String>();
        boolean ready = true;
        for (var check : checks) {
            var answer = check.call();
            ready &= answer.getStatus() == HealthCheckResponse.Status.UP;
            answer.getData().ifPresent(data -> data.forEach((name, value) -> said.put(name, String.valueOf(value))));
        }
        var redis = said.remove("redis");
        var durability = said.remove("durability");
        said.remove("start", "done");
        return new Now(ready, redis == null ? "unknown" : redis, durability == null ? "" : durability, said);
    }
}
