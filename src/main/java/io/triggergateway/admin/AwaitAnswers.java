package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.awaits.EndedAwait;
import io.triggergateway.awaits.Ending;
import io.triggergateway.awaits.Place;
import io.triggergateway.awaits.Registered;
import io.triggergateway.trigger.Instants;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Answers about awaits. */
final class AwaitAnswers {
    private static final String ROOT = "/api/_triggers/awaits/";

    private AwaitAnswers() {}

    static Response of(Registered registered) {
        return switch (registered) {
            case Registered.Waiting waiting -> waiting(waiting);
            case Registered.Ended(var ended) -> Response.ok(ended.document()).build();
            case Registered.Invalid(var errors) -> Problems.invalid(errors);
            case Registered.Conflict(var detail) -> Problems.answer(ProblemType.CONFLICT.of(detail));
        };
    }

    private static Response waiting(Registered.Waiting waiting) {
        var await = waiting.await();
        var document = await.document();
        if (waiting.url() != null) {
            document.put("url", waiting.url());
        }
        var place = await.place();
        var answer = waiting.created()
                ? Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.LOCATION, ROOT + place.runId() + "/" + place.stepId())
                : Response.ok();
        return answer.entity(document).build();
    }

    static Response of(Place place, Ending ending) {
        return switch (ending) {
            case Ending.Ended(var ended) -> Response.ok(ended.document()).build();
            case Ending.Extended(var deadline) ->
                Response.ok(extended(place, Instants.format(deadline))).build();
            case Ending.Lost(var ended) ->
                Problems.answer(ProblemType.CONFLICT.of(
                        "Expected to be first, but somebody was faster: %s".formatted(ended.story())));
            case Ending.Gone(var ended) -> gone(ended);
            case Ending.Unknown unknown -> unknown(place);
            case Ending.Invalid(var errors) ->
                Problems.answer(ProblemType.SCHEMA_VIOLATED.of(
                        "Expected data that fit the schema of the await, which waits on; see errors", errors));
        };
    }

    static Response gone(EndedAwait ended) {
        return Response.status(Response.Status.GONE).entity(ended.document()).build();
    }

    static Response unknown(Place place) {
        return Problems.notFound("waiting step", place.runId() + "/" + place.stepId());
    }

    static ObjectNode ended(String runId, List<EndedAwait> ended) {
        var document = JsonNodeFactory.instance.objectNode().put("runId", runId);
        var list = document.putArray("items");
        ended.forEach(each -> list.add(each.document()));
        return document;
    }

    private static ObjectNode extended(Place place, String deadline) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("runId", place.runId())
                .put("stepId", place.stepId())
                .put("state", "waiting")
                .put("deadline", deadline);
    }
}
