package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.AcceptOutcome.StoredFiring;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.Firings;
import io.triggergateway.firing.ReplayOutcome;
import io.triggergateway.firing.Replayer;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ReplayReader;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Fires a recorded firing again. */
@Path("/api/_triggers/{name}/firings/{id}/replay")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ReplayResource {
    private static final int ACCEPTED = 202;
    private static final int WAIT_FOR_ROOM = 30;
    private static final int WAIT_FOR_REPAIR = 5;

    private final Known known;
    private final Firings firings;
    private final Replayer replayer;
    private final Registrar registrar;

    ReplayResource(Known known, Firings firings, Replayer replayer, Registrar registrar) {
        this.known = known;
        this.firings = firings;
        this.replayer = replayer;
        this.registrar = registrar;
    }

    @POST
    @Allowed(Role.OPERATOR)
    @APIResponse(responseCode = "202", description = "Fired again")
    public Response replay(
            @PathParam("name") String name,
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        var trigger = known.require(name);
        var findings = new Findings();
        var flows = ReplayReader.flows(Body.optionalJson(body, type), findings);
        if (flows == null) {
            return Problems.invalid(findings.all());
        }
        var strangers = Replayer.strangers(trigger, flows);
        if (!strangers.isEmpty()) {
            findings.add("/flows", "Expected flows that subscribe to the trigger, but these do not: " + strangers);
            return Problems.invalid(findings.all());
        }
        ReplayParameters.requireReady(trigger);
        return firings.find(name, id)
                .map(firing -> attempt(trigger, firing, flows, ReplayParameters.key(key), true))
                .orElseGet(() -> Problems.notFound("firing", id));
    }

    private Response attempt(
            CompiledTrigger trigger, Firing firing, List<String> flows, @Nullable String key, boolean mayRepair) {
        return switch (replayer.replay(trigger, firing, flows, key)) {
            case ReplayOutcome.NotKept none ->
                Problems.answer(
                        ProblemType.CONFLICT.of(
                                "Expected a firing whose payload was kept, but this one has none: its trigger has persistData: false"));
            case ReplayOutcome.Invalid(var errors) -> Problems.invalid(errors);
            case ReplayOutcome.Answered(AcceptOutcome.Stale stale, var pending)
            when mayRepair -> {
                registrar.restate(trigger.name());
                var current = known.require(trigger.name());
                ReplayParameters.requireReady(current);
                yield attempt(current, firing, flows, key, false);
            }
            case ReplayOutcome.Answered(var outcome, var pending) -> answer(firing, outcome, pending);
        };
    }

    private static Response answer(Firing firing, AcceptOutcome outcome, List<String> pending) {
        return switch (outcome) {
            case AcceptOutcome.Stored(var stored) -> stored(firing, stored.getFirst(), pending);
            case AcceptOutcome.Backlog(var stream) ->
                later("Expected room in stream '%s', but its engines lag".formatted(stream), WAIT_FOR_ROOM);
            case AcceptOutcome.LowMemory low ->
                later("Expected room in Redis, but its memory is nearly full", WAIT_FOR_ROOM);
            case AcceptOutcome.Limited limited -> later("Expected room, but a limit is used up", WAIT_FOR_ROOM);
            case AcceptOutcome.Stale stale ->
                later("Expected the trigger to stay as it is, but it changes just now", WAIT_FOR_REPAIR);
        };
    }

    private static Response later(String detail, int seconds) {
        return Problems.builder(ProblemType.UNAVAILABLE.of(detail + ". Try again in %d s.".formatted(seconds)))
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    private static Response stored(Firing firing, StoredFiring stored, List<String> pending) {
        if (stored.conflict()) {
            var findings = new Findings();
            findings.add(
                    "/flows", "Expected the flows that this Idempotency-Key was first used with, but found others");
            return Problems.invalid(findings.all());
        }
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("trigger", stored.trigger())
                .put("firingId", stored.firingId())
                .put("replayOf", firing.id())
                .put("status", Words.of(stored.status()));
        var runs = document.putArray("runs");
        stored.runs().forEach(run -> runs.addObject().put("flow", run.flow()).put("runId", run.runId()));
        var waiting = document.putArray("pending");
        pending.forEach(waiting::add);
        if (stored.duplicate()) {
            document.put("duplicate", true);
        }
        return Response.status(stored.duplicate() ? Response.Status.OK.getStatusCode() : ACCEPTED)
                .entity(document)
                .build();
    }
}
