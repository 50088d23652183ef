package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.FiringQuery;
import io.triggergateway.firing.Firings;
import io.triggergateway.firing.PendingOutcome;
import io.triggergateway.firing.PendingStarts;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.StartChoice;
import io.triggergateway.trigger.StartChoiceReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a trigger has fired. */
@Path("/api/_triggers/{name}/firings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FiringsResource {
    private final Firings firings;
    private final PendingStarts starts;
    private final CurrentCaller caller;
    private final Known known;

    FiringsResource(Firings firings, PendingStarts starts, CurrentCaller caller, Known known) {
        this.firings = firings;
        this.starts = starts;
        this.caller = caller;
        this.known = known;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(
            @PathParam("name") String name,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("flow") @Nullable String flow,
            @QueryParam("deliveryId") @Nullable String deliveryId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !FiringQuery.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        var query = new FiringQuery(
                Parameters.word("status", FiringStatus.class, status),
                Parameters.instant("from", from),
                Parameters.instant("to", to),
                flow,
                Parameters.limit(limit),
                cursor);
        var trigger = known.require(name);
        var page = deliveryId == null
                ? firings.list(trigger.partition(), name, query)
                : firings.ofDelivery(trigger, deliveryId, query);
        return new Page(page.items().stream().map(Firing::document).toList(), page.nextCursor()).document();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("name") String name, @PathParam("id") String id) {
        known.require(name);
        return firings.find(name, id)
                .map(firing -> Response.ok(firing.document()).build())
                .orElseGet(() -> Problems.notFound("firing", id));
    }

    @POST
    @Path("/{id}/execute")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Role.OPERATOR)
    public Response execute(
            @PathParam("name") String name,
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var trigger = known.require(name);
        var findings = new Findings();
        var choice = choice(body, type, findings, StartChoiceReader::toExecute);
        return choice == null
                ? Problems.invalid(findings.all())
                : answer(starts.execute(trigger, id, choice, caller.get().name()), name, id);
    }

    @POST
    @Path("/{id}/dismiss")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Role.OPERATOR)
    public Response dismiss(
            @PathParam("name") String name,
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var trigger = known.require(name);
        var findings = new Findings();
        var choice = choice(body, type, findings, StartChoiceReader::toDismiss);
        return choice == null
                ? Problems.invalid(findings.all())
                : answer(starts.dismiss(trigger, id, choice.flow(), caller.get().name()), name, id);
    }

    private static @Nullable StartChoice choice(
            byte[] body,
            @Nullable String type,
            Findings findings,
            BiFunction<JsonNode, Findings, @Nullable StartChoice> reader) {
        var document = Body.optionalJson(body, type);
        return document == null ? StartChoice.ALL : reader.apply(document, findings);
    }

    private Response answer(PendingOutcome outcome, String name, String id) {
        return Decided.answer(outcome, id, () -> firings.find(name, id).map(Firing::document));
    }
}
