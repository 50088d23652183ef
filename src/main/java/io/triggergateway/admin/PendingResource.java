package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.PendingBulk;
import io.triggergateway.firing.PendingList;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.StartChoiceReader;
import io.triggergateway.trigger.StartChoices;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What waits for a person, over all triggers. */
@Path("/api/_triggers/firings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PendingResource {
    private final PendingList list;
    private final PendingBulk bulk;
    private final CurrentCaller caller;
    private final Known known;

    PendingResource(PendingList list, PendingBulk bulk, CurrentCaller caller, Known known) {
        this.list = list;
        this.bulk = bulk;
        this.caller = caller;
        this.known = known;
    }

    @GET
    @Allowed(Role.VIEWER)
    public Response list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("trigger") @Nullable String trigger,
            @QueryParam("flow") @Nullable String flow,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (!"pending".equals(status)) {
            return Problems.answer(ProblemType.INVALID_DOCUMENT.of(
                    "Expected 'status=pending', the only list over all triggers; others are read trigger by trigger",
                    List.of(new FieldError(
                            "/status",
                            "Expected pending, but found " + (status == null ? "nothing" : "another status")))));
        }
        if (cursor != null && !PendingList.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        int most = Parameters.limit(limit);
        known.catchUp();
        var page = list.list(new StartChoices.Filter(trigger, flow, null), most, cursor);
        return Response.ok(new Page(page.items().stream().map(Firing::document).toList(), page.nextCursor()).document())
                .build();
    }

    @POST
    @Path("/execute")
    @Allowed(Role.OPERATOR)
    public Response execute(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        return decide(body, type, bulk::execute);
    }

    @POST
    @Path("/dismiss")
    @Allowed(Role.OPERATOR)
    public Response dismiss(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        return decide(body, type, bulk::dismiss);
    }

    private Response decide(
            byte[] body, @Nullable String type, BiFunction<StartChoices, String, PendingBulk.Result> action) {
        var findings = new Findings();
        var choices = StartChoiceReader.many(Body.json(body, type), findings);
        if (choices == null) {
            return Problems.invalid(findings.all());
        }
        known.catchUp();
        ObjectNode answer = Decided.document(action.apply(choices, caller.get().name()));
        return Response.ok(answer).build();
    }
}
