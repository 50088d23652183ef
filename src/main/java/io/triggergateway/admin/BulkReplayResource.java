package io.triggergateway.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.firing.BulkReplay;
import io.triggergateway.job.Job;
import io.triggergateway.job.JobCreation;
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
    private static final String JOBS = "/api/_triggers/jobs/";
    private static final int ACCEPTED = 202;

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
        return switch (replay.start(trigger, selection, caller.get().name(), ReplayParameters.key(key))) {
            case JobCreation.Created(var job) -> accepted(job);
            case JobCreation.Known(var job) -> job.params().equals(selection.document()) ? accepted(job) : otherBody();
            case JobCreation.Full(int most) ->
                Problems.answer(ProblemType.CONFLICT.of(
                        "Expected fewer than %d jobs that have not ended, but there are as many; cancel some or wait"
                                .formatted(most)));
        };
    }

    private static Response otherBody() {
        var findings = new Findings();
        findings.add("", "Expected the body that this Idempotency-Key was first used with, but found another");
        return Problems.invalid(findings.all());
    }

    private static Response accepted(Job job) {
        return Response.status(ACCEPTED)
                .header(HttpHeaders.LOCATION, JOBS + job.id())
                .entity(job.document())
                .build();
    }
}
