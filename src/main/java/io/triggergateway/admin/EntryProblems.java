package io.triggergateway.admin;

import io.triggergateway.access.Problem;
import io.triggergateway.entry.EntryOutcome;
import io.triggergateway.trigger.TriggerType;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a trigger did not fire, for whoever wanted it to.
 *
 * @param retryAfter null when trying again changes nothing
 */
public record EntryProblems(Problem problem, @Nullable Duration retryAfter) {
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_REPAIR = Duration.ofSeconds(5);
    private static final String FULL = "Expected to store it, but cannot now: %s. Send it again later.";

    /** The problem with an outcome; empty when it is stored. */
    public static Optional<EntryProblems> of(String trigger, EntryOutcome outcome) {
        return switch (outcome) {
            case EntryOutcome.Stored stored -> Optional.empty();
            case EntryOutcome.Conflict(var firing) ->
                lasting(ProblemType.IDEMPOTENCY_CONFLICT.of(
                        "Expected the same body as the first with this Idempotency-Key, but it differs from that of %s; send another key to start again"
                                .formatted(firing)));
            case EntryOutcome.Invalid(var errors) ->
                lasting(ProblemType.SCHEMA_VIOLATED.of(
                        "Expected a payload that fits the schema of '%s'; see errors".formatted(trigger), errors));
            case EntryOutcome.TooLarge(int limit) -> lasting(tooLarge(limit));
            case EntryOutcome.Limited(var wait) -> limited(trigger, wait);
            case EntryOutcome.Backlog(var stream) ->
                passing(
                        ProblemType.BACKLOG,
                        FULL.formatted("the engines of the hand-off stream%s lag"
                                .formatted(stream.isEmpty() ? "" : " '" + stream + "'")),
                        WAIT_FOR_ROOM);
            case EntryOutcome.LowMemory low ->
                passing(ProblemType.LOW_MEMORY, FULL.formatted("Redis is nearly full"), WAIT_FOR_ROOM);
            case EntryOutcome.Broken(var reason) ->
                passing(
                        ProblemType.BROKEN,
                        "Expected a trigger that can fire, but '%s' cannot on this replica: %s"
                                .formatted(trigger, reason),
                        WAIT_FOR_ROOM);
            case EntryOutcome.Disabled disabled ->
                lasting(ProblemType.CONFLICT.of(
                        "Expected a trigger that is enabled, but '%s' is not; enable it with POST /api/_triggers/%s/enable"
                                .formatted(trigger, trigger)));
            case EntryOutcome.Unknown unknown ->
                lasting(ProblemType.NOT_FOUND.of(
                        "Expected a trigger that exists, but there is no '%s'".formatted(trigger)));
            case EntryOutcome.OtherType(var type) -> lasting(otherType(trigger, type));
            case EntryOutcome.Unsettled unsettled ->
                passing(
                        ProblemType.UNAVAILABLE,
                        "Expected '%s' to stay as it is, but it keeps changing; send it again".formatted(trigger),
                        WAIT_FOR_REPAIR);
        };
    }

    static Problem tooLarge(int limit) {
        return ProblemType.TOO_LARGE.of("Expected a payload of at most %,d bytes; send less".formatted(limit));
    }

    private static Problem otherType(String trigger, TriggerType type) {
        var way = switch (type) {
            case EVENT -> "fire it with POST /api/_triggers/%s/emit".formatted(trigger);
            case MANUAL -> "start it with POST /api/_triggers/%s/execute".formatted(trigger);
            case WEBHOOK -> "send a request to its endpoint, see GET /api/_triggers/%s/endpoint".formatted(trigger);
            case SCHEDULE -> "it fires when it is due, or with POST /api/_triggers/%s/execute".formatted(trigger);
        };
        return ProblemType.CONFLICT.of(
                "Expected a trigger of another type, but '%s' is of type %s; %s".formatted(trigger, type.word(), way));
    }

    private static Optional<EntryProblems> limited(String trigger, Duration wait) {
        var seconds = Duration.ofSeconds(Math.max(1, (wait.toMillis() + 999) / 1000));
        return passing(
                ProblemType.RATE_LIMITED,
                "Expected fewer firings of '%s'; try again in %d s".formatted(trigger, seconds.toSeconds()),
                seconds);
    }

    private static Optional<EntryProblems> lasting(Problem problem) {
        return Optional.of(new EntryProblems(problem, null));
    }

    private static Optional<EntryProblems> passing(ProblemType type, String detail, Duration retryAfter) {
        return Optional.of(new EntryProblems(type.of(detail), retryAfter));
    }
}
