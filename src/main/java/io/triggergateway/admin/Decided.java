package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.access.Problem;
import io.triggergateway.firing.Decision;
import io.triggergateway.firing.PendingBulk;
import io.triggergateway.firing.PendingOutcome;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns what came of decisions about waiting starts into answers. */
final class Decided {
    private static final int SOON = 5;

    private Decided() {}

    /** The answer about one firing; {@code document} reads it as it is after the decision. */
    static Response answer(PendingOutcome outcome, String firingId, Supplier<Optional<ObjectNode>> document) {
        return outcome instanceof PendingOutcome.Invalid(var errors)
                ? Problems.invalid(errors)
                : problem(outcome, firingId)
                        .map(Decided::refusal)
                        .orElseGet(() -> document.get()
                                .map(found -> Response.ok(found).build())
                                .orElseGet(() -> Problems.notFound("firing", firingId)));
    }

    /** The answer about many. */
    static ObjectNode document(PendingBulk.Result result) {
        var document = JsonNodeFactory.instance.objectNode();
        var items = document.putArray("items");
        result.verdicts().forEach(verdict -> items.add(document(verdict)));
        return document.put("more", result.more());
    }

    private static ObjectNode document(PendingBulk.Verdict verdict) {
        var item = JsonNodeFactory.instance.objectNode();
        item.put("trigger", verdict.trigger()).put("firingId", verdict.firingId());
        var outcome = verdict.outcome();
        if (outcome instanceof PendingOutcome.Decided(var flows)) {
            var list = item.put("status", Response.Status.OK.getStatusCode()).putArray("flows");
            flows.forEach(list::add);
            return item;
        }
        var problem = outcome == null
                ? ProblemType.UNAVAILABLE.of("Expected Redis to answer, but it did not; try again")
                : problem(outcome, verdict.firingId()).orElseThrow();
        if (verdict.flow() != null) {
            item.put("flow", verdict.flow());
        }
        return item.put("status", problem.status()).put("type", problem.type()).put("detail", problem.detail());
    }

    /** Empty when it was decided as asked for. */
    private static Optional<Problem> problem(PendingOutcome outcome, String firingId) {
        return switch (outcome) {
            case PendingOutcome.Decided decided -> Optional.empty();
            case PendingOutcome.Late(var decisions) -> Optional.of(ProblemType.CONFLICT.of(late(decisions)));
            case PendingOutcome.Gone gone ->
                Optional.of(ProblemType.NOT_FOUND.of(
                        "Expected a firing that exists, but there is no '%s'".formatted(firingId)));
            case PendingOutcome.Invalid(var errors) ->
                Optional.of(ProblemType.INVALID_DOCUMENT.of(errors.getFirst().detail(), errors));
            case PendingOutcome.Backlog(var stream) ->
                Optional.of(ProblemType.BACKLOG.of(
                        "Expected room in the hand-off stream%s, but engines lag and it is at its bound; it still waits, try again soon"
                                .formatted(stream.isEmpty() ? "" : " '" + stream + "'")));
            case PendingOutcome.LowMemory low ->
                Optional.of(
                        ProblemType.LOW_MEMORY.of(
                                "Expected memory for another start, but Redis is nearly full; it still waits, try again later"));
        };
    }

    private static String late(List<Decision> decisions) {
        return decisions.isEmpty()
                ? "Expected a firing that waits for a person, but nothing of it does"
                : "Expected a start that still waits, but "
                        + decisions.stream().map(Decision::sentence).collect(Collectors.joining(", "));
    }

    private static Response refusal(Problem problem) {
        var answer = Problems.builder(problem);
        return problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
                ? answer.header(HttpHeaders.RETRY_AFTER, SOON).build()
                : answer.build();
    }
}
