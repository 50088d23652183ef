package io.triggergateway.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.scheduler.Backfill;
import io.triggergateway.trigger.BackfillRange;
import io.triggergateway.trigger.BackfillReader;
import io.triggergateway.trigger.Findings;
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

/** Fires what a schedule would have fired in a range, in the background. */
@Path("/api/_triggers/{name}/backfill")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class BackfillResource {
    private final Known known;
    private final Backfill backfill;
    private final CurrentCaller caller;

    BackfillResource(Known known, Backfill backfill, CurrentCaller caller) {
        this.known = known;
        this.backfill = backfill;
        this.caller = caller;
    }

    @POST
    @Allowed(Role.OPERATOR)
    @APIResponse(responseCode = "202", description = "The job that does it")
    public Response backfill(
            @PathParam("name") String name,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        var trigger = known.require(name);
        var schedule = trigger.schedule();
        if (schedule == null) {
            return Problems.answer(
                    ProblemType.CONFLICT.of("Expected a trigger with a schedule, but the type of '%s' is %s"
                            .formatted(name, trigger.definition().type().word())));
        }
        var findings = new Findings();
        var range = BackfillReader.read(Body.json(body, type), findings);
        if (range != null) {
            check(schedule, range, findings);
        }
        if (range == null || !findings.isEmpty()) {
            return Problems.invalid(findings.all());
        }
        ReplayParameters.requireReady(trigger);
        return JobAnswers.of(
                backfill.start(trigger, range, caller.get().name(), ReplayParameters.key(key)), range.document());
    }

    private void check(CompiledSchedule schedule, BackfillRange range, Findings findings) {
        int slots = backfill.count(schedule, range);
        if (slots == 0) {
            findings.add("", "Expected a range with slots of the schedule, but there is none in it");
        } else if (slots > Backfill.MOST_SLOTS) {
            findings.add(
                    "/to",
                    "Expected at most %,d slots, but there are more; ask for one part of the range after the other"
                            .formatted(Backfill.MOST_SLOTS));
        }
    }
}
