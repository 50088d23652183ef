package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.registry.Registration;
import io.triggergateway.registry.TriggerRecord;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what became of a write into an answer. */
@Singleton
final class Answers {
    private static final String ROOT = "/api/_triggers/";

    private final TriggerView view;

    Answers(TriggerView view) {
        this.view = view;
    }

    /** The answer to a write of {@code name}; {@code ifMatch} tells a lost precondition from a lost race. */
    Response of(Registration result, String name, @Nullable String ifMatch) {
        return switch (result) {
            case Registration.Done(var stored, var created) -> trigger(stored, created);
            case Registration.FlowDone(var stored, var created) -> flow(stored, created);
            case Registration.Removed(var subscribers) -> removed(name, subscribers);
            case Registration.Invalid(var errors) -> Problems.invalid(errors);
            case Registration.Conflict(var detail) -> Problems.answer(ProblemType.CONFLICT.of(detail));
            case Registration.OtherVersion other -> otherVersion(ifMatch);
            case Registration.NotFound none ->
                Problems.answer(ProblemType.NOT_FOUND.of("Expected '%s' to exist, but it does not".formatted(name)));
        };
    }

    private Response trigger(TriggerRecord stored, boolean created) {
        var answer = created
                ? Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.LOCATION, ROOT + stored.trigger().name())
                : Response.ok();
        return answer.header(HttpHeaders.ETAG, stored.etag())
                .entity(view.of(stored))
                .build();
    }

    private static Response flow(FlowRecord stored, boolean created) {
        var answer = created
                ? Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, ROOT + "flows/" + stored.flow())
                : Response.ok();
        return answer.header(HttpHeaders.ETAG, stored.etag())
                .entity(FlowView.of(stored))
                .build();
    }

    private static Response removed(String name, List<String> subscribers) {
        if (subscribers.isEmpty()) {
            return Response.noContent().build();
        }
        var document = JsonNodeFactory.instance.objectNode().put("deleted", name);
        var list = document.putArray("subscribers");
        subscribers.forEach(list::add);
        return Response.ok(document).build();
    }

    private static Response otherVersion(@Nullable String ifMatch) {
        return Problems.answer(
                ifMatch == null
                        ? ProblemType.CONFLICT.of(
                                "Expected nobody else to write at the same time, but somebody did; try again")
                        : ProblemType.VERSION_MISMATCH.of(
                                "Expected If-Match to name the current version, but it does not; read it again and repeat"));
    }
}
