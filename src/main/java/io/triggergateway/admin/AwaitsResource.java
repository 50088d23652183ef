package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.awaits.AwaitList;
import io.triggergateway.awaits.AwaitQuery;
import io.triggergateway.awaits.AwaitState;
import io.triggergateway.awaits.Endings;
import io.triggergateway.awaits.Place;
import io.triggergateway.awaits.Registrations;
import io.triggergateway.awaits.WaitingAwait;
import io.triggergateway.trigger.AwaitReader;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Names;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Steps of runs that wait. */
@Path("/api/_triggers/awaits")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class AwaitsResource {
    private final Registrations registrations;
    private final Endings endings;
    private final AwaitList list;
    private final CurrentCaller caller;

    AwaitsResource(Registrations registrations, Endings endings, AwaitList list, CurrentCaller caller) {
        this.registrations = registrations;
        this.endings = endings;
        this.list = list;
        this.caller = caller;
    }

    @PUT
    @Path("/{runId}/{stepId}")
    @NotAudited("the traffic of machines")
    @Allowed(Role.ENGINE)
    @APIResponse(responseCode = "201", description = "It waits")
    @APIResponse(responseCode = "200", description = "It has waited before, or has ended")
    @APIResponse(responseCode = "409", description = "The step waits for something else, or the path is taken")
    public Response register(
            @PathParam("runId") String runId,
            @PathParam("stepId") String stepId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            byte[] body) {
        return AwaitAnswers.of(registrations.register(new Place(runId, stepId), Body.json(body, type)));
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(
            @QueryParam("runId") @Nullable String runId,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("event") @Nullable String event,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !AwaitList.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        if (runId != null && !arePlain(runId, runId)) {
            throw Parameters.wrong("runId", "the name of a run", runId);
        }
        var query = new AwaitQuery(runId, Parameters.word("kind", AwaitSpec.Kind.class, kind), event);
        var page = list.list(query, Parameters.limit(limit), cursor);
        return new Page(page.awaits().stream().map(WaitingAwait::document).toList(), page.nextCursor()).document();
    }

    @GET
    @Path("/{runId}")
    @Allowed(Role.VIEWER)
    public ObjectNode ofRun(@PathParam("runId") String runId) {
        place(runId, runId);
        return Page.all(list.ofRun(runId).stream().map(WaitingAwait::document).toList())
                .document();
    }

    @GET
    @Path("/{runId}/{stepId}")
    @Allowed(Role.VIEWER)
    @APIResponse(responseCode = "200", description = "It waits")
    @APIResponse(responseCode = "410", description = "It has ended; the answer has the outcome")
    public Response read(@PathParam("runId") String runId, @PathParam("stepId") String stepId) {
        var place = place(runId, stepId);
        return switch (list.find(place)) {
            case AwaitState.Waiting(var await) -> Response.ok(await.document()).build();
            case AwaitState.Ended(var ended) -> AwaitAnswers.gone(ended);
            case AwaitState.Unknown unknown -> AwaitAnswers.unknown(place);
        };
    }

    @POST
    @Path("/{runId}/{stepId}/resolve")
    @Allowed(Role.OPERATOR)
    public Response resolve(
            @PathParam("runId") String runId,
            @PathParam("stepId") String stepId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            byte[] body) {
        var place = place(runId, stepId);
        var data = Objects.requireNonNullElse(Body.optionalJson(body, type), NullNode.getInstance());
        return AwaitAnswers.of(place, endings.resolve(place, data, caller.get().name()));
    }

    @POST
    @Path("/{runId}/{stepId}/cancel")
    @Allowed(Role.ENGINE)
    public Response cancel(@PathParam("runId") String runId, @PathParam("stepId") String stepId) {
        var place = place(runId, stepId);
        return AwaitAnswers.of(place, endings.cancel(place, caller.get().name()));
    }

    @POST
    @Path("/{runId}/{stepId}/extend")
    @Allowed(Role.ENGINE)
    public Response extend(
            @PathParam("runId") String runId,
            @PathParam("stepId") String stepId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            byte[] body) {
        var place = place(runId, stepId);
        var findings = new Findings();
        var timeout = AwaitReader.timeout(Body.json(body, type), findings);
        return timeout == null
                ? Problems.invalid(findings.all())
                : AwaitAnswers.of(place, endings.extend(place, timeout));
    }

    @DELETE
    @Path("/{runId}")
    @Allowed(Role.ENGINE)
    public ObjectNode cancelRun(@PathParam("runId") String runId) {
        place(runId, runId);
        return AwaitAnswers.ended(runId, endings.cancelRun(runId, caller.get().name()));
    }

    /** What cannot be a run or a step has never waited; nobody makes keys of it either. */
    private static Place place(String runId, String stepId) {
        if (!arePlain(runId, stepId)) {
            throw new Refused(ProblemType.NOT_FOUND.of("Expected the names of a run and of a step, but found others"));
        }
        return new Place(runId, stepId);
    }

    private static boolean arePlain(String runId, String stepId) {
        var findings = new Findings();
        Names.plain(runId, "/runId", findings);
        Names.plain(stepId, "/stepId", findings);
        return findings.isEmpty();
    }
}
