package io.triggergateway.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.firing.BulkReplay;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ReplayReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Fires many recorded firings again, in the background. */
@Path("/api/_triggers/{name}/replay")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class BulkReplayResource {
    private final Known known;
    private final BulkReplay replay;
    private final CurrentCaller caller;

    BulkReplayResource(Known known, BulkReplay replay, CurrentCaller caller) {
        this.known = known;
        this.replay = replay;
        this.caller = caller;
    }

    @POST
    @Allowed(Role.OPERATOR)
    @APIResponse(responseCode = "202", description = "The job that does it")
    public Response replay(
            @PathParam("name") String name,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        var trigger = known.require(name);
        var findings = new Findings();
        var selection = ReplayReader.selection(Body.optionalJson(body, type), findings);
        if (selection != null) {
            replay.check(trigger, selection, findings);
        }
        if (selection == null || !findings.isEmpty()) {
            return Problems.invalid(findings.all());
        }
        if (selection.dryRun()) {
            return Response.ok(replay.preview(trigger, selection).document(name))
                    .build();
        }
        ReplayParameters.requireReady(trigger);
        return JobAnswers.of(
                replay.start(trigger, selection, caller.get().name(), ReplayParameters.key(key)), selection.document());
    }
}
