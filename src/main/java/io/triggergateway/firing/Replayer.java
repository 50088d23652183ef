package io.triggergateway.firing;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Assessment;
import io.triggergateway.accept.Assessor;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Ids;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.accept.Timings;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.registry.Registry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fires recorded firings again, with what came in and as the trigger is now. A replay is a firing of its own; limits
 * and duplicate keys are about what comes from outside and do not hold for it.
 */
@Singleton
public final class Replayer {
    private static final String UNWANTED = "The event type is none that the trigger wants";

    private final Door door;
    private final Registry registry;
    private final PublicUrls urls;
    private final Clock clock;

    Replayer(Door door, Registry registry, PublicUrls urls, Clock clock) {
        this.door = door;
        this.registry = registry;
        this.urls = urls;
        this.clock = clock;
    }

    /**
     * Fires one again; waits. Throws RedisFault when Redis is away.
     *
     * @param flows the only ones to start, all of them subscribers; empty for all
     * @param key the same key with the same flows makes one firing only; null when every call makes another
     */
    public ReplayOutcome replay(CompiledTrigger trigger, Firing firing, List<String> flows, @Nullable String key) {
        var identity = key == null ? null : "replay:" + firing.id() + ":key:" + Ids.hash(key);
        return RedisLink.await(enter(trigger, firing, flows, identity, door::accept));
    }

    /** What would become of it as the trigger is now; empty when its payload was not kept. Nothing is fired. */
    public Optional<Assessment> rehearse(CompiledTrigger trigger, Firing firing) {
        return firing.payload() == null
                ? Optional.empty()
                : Optional.of(Assessor.assess(
                        trigger,
                        Replayed.occurrence(firing, parameters(trigger, firing), null, List.of(), clock.instant())));
    }

    /** The flows among these that do not subscribe to the trigger. */
    public static List<String> strangers(CompiledTrigger trigger, List<String> flows) {
        return flows.stream()
                .filter(flow -> trigger.subscriptions().stream()
                        .noneMatch(known -> known.flow().equals(flow)))
                .toList();
    }

    /** One of many: it leaves room for what comes from outside, and the same job fires it once. */
    Future<ReplayOutcome> replayInBackground(CompiledTrigger trigger, Firing firing, List<String> flows, String jobId) {
        var identity = "replay:" + firing.id() + ":job:" + jobId;
        return enter(trigger, firing, flows, identity, door::acceptInBackground);
    }

    /** The path's parameters, which a record has only within the path. */
    Map<String, String> parameters(CompiledTrigger trigger, Firing firing) {
        var endpoint = trigger.definition().endpoint();
        var path = firing.meta().path("path").asText();
        return endpoint == null || path.isEmpty()
                ? Map.of()
                : registry.route(endpoint.path())
                        .flatMap(route -> urls.parameters(route.owner(), path))
                        .orElse(Map.of());
    }

    private interface Way {
        Future<AcceptOutcome> accept(Occurrence occurrence, List<Door.Entrant> entrants, Timings timings);
    }

    private Future<ReplayOutcome> enter(
            CompiledTrigger trigger, Firing firing, List<String> flows, @Nullable String identity, Way way) {
        if (firing.payload() == null) {
            return Future.succeededFuture(new ReplayOutcome.NotKept());
        }
        var only = only(trigger, flows);
        var occurrence = Replayed.occurrence(firing, parameters(trigger, firing), identity, flows, clock.instant());
        long started = System.nanoTime();
        var assessment = Assessor.assess(only, occurrence);
        var timings = new Timings(0, System.nanoTime() - started);
        return switch (assessment) {
            case Assessment.Invalid(var errors) -> Future.succeededFuture(new ReplayOutcome.Invalid(errors));
            case Assessment.Unwanted unwanted ->
                enter(only, occurrence, new Assessment.Ignored(UNWANTED), timings, way);
            case Assessment.Ignored ignored -> enter(only, occurrence, ignored, timings, way);
            case Assessment.Failed failed -> enter(only, occurrence, failed, timings, way);
            case Assessment.Skipped skipped -> enter(only, occurrence, skipped, timings, way);
            case Assessment.Fires fires -> enter(only, occurrence, fires, timings, way);
        };
    }

    private static Future<ReplayOutcome> enter(
            CompiledTrigger trigger, Occurrence occurrence, Assessment assessment, Timings timings, Way way) {
        var pending = pending(assessment);
        return way.accept(occurrence, List.of(new Door.Entrant(trigger, assessment)), timings)
                .map(outcome -> new ReplayOutcome.Answered(outcome, pending));
    }

    private static CompiledTrigger only(CompiledTrigger trigger, List<String> flows) {
        return flows.isEmpty()
                ? trigger
                : trigger.withSubscriptions(trigger.subscriptions().stream()
                        .filter(subscription -> flows.contains(subscription.flow()))
                        .toList());
    }

    private static List<String> pending(Assessment assessment) {
        return assessment instanceof Assessment.Fires fires
                ? fires.starts().stream()
                        .filter(Assessment.Start::pending)
                        .map(Assessment.Start::flow)
                        .toList()
                : List.of();
    }
}
