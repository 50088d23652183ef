package io.triggergateway.accept;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.expression.KeyResult;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.TriggerConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes firings with their ids, duplicate keys, records and messages. */
@Singleton
final class FiringMaker {
    /** Without any identity a delivery is told from others only long enough for our own second attempt. */
    private static final Duration OWN_RETRY = Duration.ofMinutes(1);

    /** So that whoever drops what nobody has decided still finds it. */
    private static final Duration UNTIL_SWEPT = Duration.ofDays(1);

    private static final String WHOLE_TRIGGER = "-";
    private static final String NO_KEY = "?";
    private static final int IDENTITY_BYTES = 16;

    private final AcceptConfig config;
    private final RandomGenerator random;

    FiringMaker(AcceptConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    NewFiring make(CompiledTrigger trigger, Occurrence occurrence, Assessment assessment, Timings timings) {
        var deduplicate = trigger.definition().config().deduplicate();
        boolean delivered = occurrence.cause() instanceof Cause.Delivered;
        var own = deduplicate.enabled() || !delivered ? occurrence.identity() : null;
        var identity = own == null ? randomIdentity() : own;
        var key = delivered ? duplicateKey(trigger, occurrence, own) : own;
        var generation = trigger.stored().generation();
        var id = Ids.firing(trigger.partition(), trigger.name(), generation, identity);
        var starts = starts(assessment);
        var meta = new String(Json.write(occurrence.meta()), StandardCharsets.UTF_8);
        var messages = starts.stream()
                .filter(start -> !start.pending())
                .map(start -> message(trigger, id, start, meta, occurrence.traceparent()))
                .toList();
        return new NewFiring(
                trigger.name(),
                generation,
                id,
                status(assessment),
                Ids.hash(key == null ? identity : key),
                Ids.hash(occurrence.body()),
                delivered && deduplicate.enabled() && bodyCounts(deduplicate.body(), occurrence),
                key == null ? OWN_RETRY : window(deduplicate, delivered),
                delivered ? rate(trigger, occurrence) : null,
                overlap(trigger, occurrence.cause()),
                retention(trigger, starts),
                record(trigger, occurrence, assessment, timings, meta),
                pending(starts),
                messages,
                event(trigger, occurrence, assessment, meta));
    }

    /** A replay is about the past, and what a filter ignores has not happened as far as others are concerned. */
    private static NewFiring.@Nullable Event event(
            CompiledTrigger trigger, Occurrence occurrence, Assessment assessment, String meta) {
        return assessment instanceof Assessment.Fires fires && !(occurrence.cause() instanceof Cause.Replayed)
                ? new NewFiring.Event(
                        occurrence.payload(),
                        trigger.transform() == null ? null : occurrence.data(),
                        fires.data(),
                        meta,
                        occurrence.traceparent(),
                        trigger.definition().config().persistData())
                : null;
    }

    /** What tells the delivery from others; null when nothing does. */
    private static @Nullable String duplicateKey(
            CompiledTrigger trigger, Occurrence occurrence, @Nullable String identity) {
        var expression = trigger.deduplicateKey();
        if (expression != null
                && expression.of(Assessor.variables(trigger, occurrence)) instanceof KeyResult.Value(var key)) {
            return "key:" + key;
        }
        return identity;
    }

    private String randomIdentity() {
        var bytes = new byte[IDENTITY_BYTES];
        random.nextBytes(bytes);
        return "random:" + HexFormat.of().formatHex(bytes);
    }

    private static boolean bodyCounts(TriggerConfig.Deduplicate.Body body, Occurrence occurrence) {
        return switch (body) {
            case AUTO -> occurrence.bodyNeverRepeats();
            case TRUE -> true;
            case FALSE -> false;
        };
    }

    /** What the gateway itself repeats after a failure is recognised at least as long as the gateway's own window. */
    private Duration window(TriggerConfig.Deduplicate deduplicate, boolean delivered) {
        var standard = config.deduplicate().window();
        var own = Objects.requireNonNullElse(deduplicate.window(), standard);
        return delivered || own.compareTo(standard) > 0 ? own : standard;
    }

    /** A run that has not been reported in {@code runTimeout} counts as ended. */
    private NewFiring.@Nullable Overlap overlap(CompiledTrigger trigger, Cause cause) {
        var schedule = trigger.definition().schedule();
        if (schedule == null) {
            return null;
        }
        var policy = cause instanceof Cause.Planned(var own) && own != null ? own : schedule.overlap();
        return policy == ScheduleSpec.Overlap.ALLOW
                ? null
                : new NewFiring.Overlap(
                        policy,
                        Objects.requireNonNullElse(
                                schedule.runTimeout(), config.schedule().runTimeout()),
                        config.schedule().queue());
    }

    /** What waits for a person is kept at least as long as it may wait. */
    private Duration retention(CompiledTrigger trigger, List<Assessment.Start> starts) {
        var own = Objects.requireNonNullElse(
                trigger.definition().config().retention(), config.firings().retention());
        var longest = config.pending().expiresAfter().plus(UNTIL_SWEPT);
        boolean waits = starts.stream().anyMatch(Assessment.Start::pending);
        return waits && longest.compareTo(own) > 0 ? longest : own;
    }

    private static List<NewFiring.Pending> pending(List<Assessment.Start> starts) {
        return starts.stream()
                .filter(Assessment.Start::pending)
                .map(start -> new NewFiring.Pending(start.flow(), start.data()))
                .toList();
    }

    private static NewFiring.@Nullable Rate rate(CompiledTrigger trigger, Occurrence occurrence) {
        var limit = trigger.definition().config().rateLimit();
        return limit == null ? null : new NewFiring.Rate(rateKey(trigger, occurrence), limit.max(), limit.window());
    }

    /** Those whose key cannot be told share one limit of their own. */
    private static String rateKey(CompiledTrigger trigger, Occurrence occurrence) {
        var expression = trigger.rateKey();
        if (expression == null) {
            return WHOLE_TRIGGER;
        }
        return expression.of(Assessor.variables(trigger, occurrence)) instanceof KeyResult.Value(var key)
                ? Ids.hash(key)
                : NO_KEY;
    }

    private static NewMessage message(
            CompiledTrigger trigger, String firingId, Assessment.Start start, String meta, @Nullable String trace) {
        return NewMessage.start(
                trigger.partition(), trigger.name(), firingId, start.flow(), start.stream(), start.data(), meta, trace);
    }

    private static List<Assessment.Start> starts(Assessment assessment) {
        return assessment instanceof Assessment.Fires fires ? fires.starts() : List.of();
    }

    private static FiringStatus status(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Ignored ignored -> FiringStatus.IGNORED;
            case Assessment.Failed failed -> FiringStatus.FAILED;
            case Assessment.Skipped skipped -> FiringStatus.SKIPPED;
            case Assessment.Fires fires -> status(fires);
            case Assessment.Unwanted unwanted -> throw new IllegalArgumentException("An unwanted event is no firing");
            case Assessment.Invalid invalid -> throw new IllegalArgumentException("An invalid payload is no firing");
        };
    }

    private static FiringStatus status(Assessment.Fires fires) {
        if (fires.starts().stream().anyMatch(Assessment.Start::pending)) {
            return FiringStatus.PENDING;
        }
        return fires.starts().isEmpty() && !fires.notes().isEmpty() ? FiringStatus.FAILED : FiringStatus.ACCEPTED;
    }

    private static Map<String, Object> record(
            CompiledTrigger trigger, Occurrence occurrence, Assessment assessment, Timings timings, String meta) {
        var record = new LinkedHashMap<String, Object>();
        record.put("trigger", trigger.name());
        record.put("meta", meta);
        record.put("starts", startsAsJson(starts(assessment)));
        record.put("timings", timings.text(occurrence.now()));
        if (occurrence.cause() instanceof Cause.Replayed(var firingId)) {
            record.put("replayOf", firingId);
        }
        if (occurrence.traceparent() != null) {
            record.put("traceparent", occurrence.traceparent());
        }
        var reason = assessment.explanation();
        if (!reason.isEmpty()) {
            record.put("reason", reason);
        }
        if (assessment instanceof Assessment.Fires && status(assessment) == FiringStatus.FAILED) {
            // It could start no flow, but it has happened: later awaits may look back at it.
            record.put("fired", "1");
        }
        if (trigger.definition().config().persistData() && !(assessment instanceof Assessment.Skipped)) {
            StoredPayload.put(record, "payload", occurrence.data().get());
            if (trigger.transform() != null && assessment instanceof Assessment.Fires fires) {
                StoredPayload.put(record, "data", fires.data());
            }
        }
        return record;
    }

    private static byte[] startsAsJson(List<Assessment.Start> starts) {
        var list = JsonNodeFactory.instance.arrayNode();
        starts.forEach(start -> list.addObject()
                .put("flow", start.flow())
                .put("stream", start.stream())
                .put("pending", start.pending()));
        return Json.write(list);
    }
}
