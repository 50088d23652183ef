package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.Pairings;
import io.triggergateway.trigger.Durations;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Instants;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Arms an endpoint, so that a provider such as Asana may hand over its secret. */
@Path("/api/_triggers/{name}/pairing")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PairingResource {
    private static final Duration STANDARD = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Known known;
    private final Pairings pairings;

    PairingResource(Known known, Pairings pairings) {
        this.known = known;
        this.pairings = pairings;
    }

    @POST
    @Allowed(Role.OPERATOR)
    public Response arm(
            @PathParam("name") String name, byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var trigger = known.require(name);
        var findings = new Findings();
        var window = body.length == 0 ? STANDARD : window(Body.json(body, type), findings);
        if (!findings.isEmpty()) {
            return Problems.invalid(findings.all());
        }
        return switch (pairings.arm(trigger, window)) {
            case Pairings.Arming.Armed(var until) ->
                Response.ok(JsonNodeFactory.instance.objectNode().put("until", Instants.format(until)))
                        .build();
            case Pairings.Arming.Refused(var reason) -> Problems.answer(ProblemType.CONFLICT.of(reason));
        };
    }

    @DELETE
    @Allowed(Role.OPERATOR)
    public Response disarm(@PathParam("name") String name) {
        pairings.disarm(known.require(name).name());
        return Response.noContent().build();
    }

    private static Duration window(JsonNode document, Findings findings) {
        document.fieldNames().forEachRemaining(field -> {
            if (!field.equals("for")) {
                findings.add("/" + field, "Expected no other field than 'for', but found '%s'".formatted(field));
            }
        });
        var given = document.get("for");
        var window = given == null ? STANDARD : Durations.parse(given, "/for", findings);
        if (window != null && (window.isZero() || window.compareTo(LONGEST) > 0)) {
            findings.add("/for", "Expected a duration of at most one hour, but found another");
        }
        return window == null ? STANDARD : window;
    }
}
