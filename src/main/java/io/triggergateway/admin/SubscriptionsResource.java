package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.CompiledSubscription;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.registry.FlowRegistrar;
import io.triggergateway.registry.Registration;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The flows that a trigger starts. */
@Path("/api/_triggers/{name}/subscriptions")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SubscriptionsResource {
    private final FlowRegistrar registrar;
    private final Known known;
    private final Answers answers;

    SubscriptionsResource(FlowRegistrar registrar, Known known, Answers answers) {
        this.registrar = registrar;
        this.known = known;
        this.answers = answers;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(@PathParam("name") String name) {
        var subscriptions = known.require(name).subscriptions().stream()
                .map(CompiledSubscription::definition)
                .map(FlowView::of)
                .toList();
        return Page.all(subscriptions).document();
    }

    @PUT
    @Path("/{flow}")
    @Allowed(Role.ADMIN)
    public Response subscribe(
            @PathParam("name") String name,
            @PathParam("flow") String flow,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var document = Body.optionalJson(body, type);
        var trigger = known.require(name);
        boolean fresh =
                trigger.subscriptions().stream().noneMatch(each -> each.flow().equals(flow));
        var result = registrar.subscribe(name, flow, document);
        return result instanceof Registration.FlowDone(var stored, var created)
                ? subscribed(stored, name, fresh)
                : answers.of(result, flow, null);
    }

    @DELETE
    @Path("/{flow}")
    @Allowed(Role.ADMIN)
    @APIResponse(responseCode = "204", description = "Removed")
    public Response unsubscribe(@PathParam("name") String name, @PathParam("flow") String flow) {
        var result = registrar.unsubscribe(name, flow);
        return result instanceof Registration.FlowDone ? Response.noContent().build() : answers.of(result, flow, null);
    }

    private static Response subscribed(FlowRecord flow, String trigger, boolean fresh) {
        var subscription = flow.subscriptions().stream()
                .filter(each -> each.trigger().equals(trigger))
                .findFirst()
                .orElseThrow();
        return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
                .entity(FlowView.of(subscription))
                .build();
    }
}
