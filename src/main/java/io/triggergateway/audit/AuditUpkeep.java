package io.triggergateway.audit;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Instants;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps the audit within its bounds, and enters what was begun and never ended. Every replica does so. */
@Singleton
public final class AuditUpkeep {
    /** Far longer than any call takes. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final RedisLink redis;
    private final Script ending;
    private final String begun;
    private final String log;
    private final AuditConfig config;
    private final Clock clock;

    public AuditUpkeep(RedisLink redis, Scripts scripts, Keys keys, AuditConfig config, Clock clock) {
        this.redis = redis;
        this.ending = scripts.load("end-audit");
        this.begun = keys.auditBegun();
        this.log = keys.audit();
        this.config = config;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(PAUSE, "Entering what was begun into the audit", this::enterForgotten);
        housekeeping.every(PAUSE, "Cutting the audit", this::cut);
    }

    /** Waits. What two replicas enter at the same time is entered once. */
    void enterForgotten() {
        var parts = redis.call("HGETALL", begun).items();
        for (int i = 0; i < parts.size(); i += 2) {
            if (isForgotten(parts.get(i + 1).bytes())) {
                ending.call(
                        List.of(begun, log),
                        List.of(parts.get(i).text(), parts.get(i + 1).bytes(), "if-begun"));
            }
        }
    }

    /** Waits. */
    void cut() {
        redis.call("XTRIM", log, "MAXLEN", config.maxEntries());
        redis.call(
                "XTRIM", log, "MINID", clock.instant().minus(config.retention()).toEpochMilli());
    }

    private boolean isForgotten(byte[] entry) {
        var json = Json.readBack(entry);
        return json == null
                || Instant.parse(json.path("time").asText(Instants.format(Instant.EPOCH)))
                        .plus(FORGOTTEN)
                        .isBefore(clock.instant());
    }
}
