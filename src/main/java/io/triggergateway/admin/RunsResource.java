package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.handoff.Signal;
import io.triggergateway.handoff.SignalVerdict;
import io.triggergateway.handoff.Signals;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Names;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What engines report about runs, for those that would rather speak HTTP. */
@Path("/api/_triggers/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RunsResource {
    private final Signals signals;

    RunsResource(Signals signals) {
        this.signals = signals;
    }

    @POST
    @Path("/{runId}/status")
    @NotAudited("the traffic of machines")
    @Allowed(Role.ENGINE)
    public Response report(
            @PathParam("runId") String runId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        var findings = new Findings();
        Names.plain(runId, "/runId", findings);
        var status = status(Body.json(body, contentType), findings);
        if (!findings.isEmpty() || status == null) {
            return Problems.invalid(findings.all());
        }
        return switch (RedisLink.await(signals.handle(new Signal.RunEnded(runId, status)))) {
            case SignalVerdict.Done done -> ended(runId, status);
            case SignalVerdict.Later(var reason) -> Problems.answer(ProblemType.UNAVAILABLE.of(reason));
            case SignalVerdict.Refused(var reason) -> Problems.answer(ProblemType.CONFLICT.of(reason));
        };
    }

    private static Signal.@Nullable RunStatus status(JsonNode body, Findings findings) {
        body.fieldNames().forEachRemaining(field -> {
            if (!field.equals("status")) {
                findings.add("", "Expected 'status' only, but found '%s'".formatted(field));
            }
        });
        var word = body.path("status").asText();
        var status = Words.parse(Signal.RunStatus.class, word).orElse(null);
        if (status == null) {
            findings.add("/status", "Expected one of %s".formatted(Words.list(Signal.RunStatus.class)));
        }
        return status;
    }

    private static Response ended(String runId, Signal.RunStatus status) {
        return Response.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("runId", runId)
                        .put("status", Words.of(status)))
                .build();
    }
}
