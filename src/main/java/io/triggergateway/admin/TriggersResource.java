package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registration;
import io.triggergateway.registry.Registry;
import io.triggergateway.scheduler.LastMissed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Triggers: list, register, read, change, remove, and switch on and off. */
@Path("/api/_triggers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class TriggersResource {
    private final Registry registry;
    private final Registrar registrar;
    private final LastMissed lastMissed;
    private final Known known;
    private final TriggerView view;
    private final Answers answers;

    TriggersResource(
            Registry registry,
            Registrar registrar,
            LastMissed lastMissed,
            Known known,
            TriggerView view,
            Answers answers) {
        this.registry = registry;
        this.registrar = registrar;
        this.lastMissed = lastMissed;
        this.known = known;
        this.view = view;
        this.answers = answers;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(@BeanParam TriggerQuery query) {
        var wanted = query.filter();
        var found = registry.triggers().stream().filter(wanted).toList();
        return Page.of(found, CompiledTrigger::name, view::of, query.cursor(), query.limit())
                .document();
    }

    @POST
    @Allowed(Role.ADMIN)
    @APIResponse(responseCode = "201", description = "Registered")
    public Response create(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var document = Body.document(body, type);
        return answers.of(registrar.create(document), document.path("name").asText(), null);
    }

    @GET
    @Path("/{name}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("name") String name) {
        var trigger = known.require(name);
        return Response.ok(view.of(trigger))
                .header(HttpHeaders.ETAG, trigger.stored().etag())
                .build();
    }

    @PUT
    @Path("/{name}")
    @Allowed(Role.ADMIN)
    public Response replace(
            @PathParam("name") String name,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var document = Body.document(body, type);
        var tag = tag(ifMatch, name);
        return answers.of(registrar.replace(name, document, tag), name, tag);
    }

    @PATCH
    @Path("/{name}")
    @Allowed(Role.ADMIN)
    public Response patch(
            @PathParam("name") String name,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var patch = Body.json(body, type);
        var tag = tag(ifMatch, name);
        return answers.of(registrar.patch(name, patch, tag), name, tag);
    }

    @DELETE
    @Path("/{name}")
    @Allowed(Role.ADMIN)
    public Response delete(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var tag = tag(ifMatch, name);
        return answers.of(registrar.delete(name, tag), name, tag);
    }

    @POST
    @Path("/{name}/enable")
    @Allowed(Role.OPERATOR)
    public Response enable(
            @PathParam("name") String name, byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        boolean catchesUp = CatchUpChoice.wantsLatest(Body.optionalJson(body, type));
        var result = registrar.enable(name, true);
        if (catchesUp && result instanceof Registration.Done) {
            lastMissed.fire(known.require(name));
        }
        return answers.of(result, name, null);
    }

    @POST
    @Path("/{name}/disable")
    @Allowed(Role.OPERATOR)
    public Response disable(@PathParam("name") String name) {
        return answers.of(registrar.enable(name, false), name, null);
    }

    private @Nullable String tag(@Nullable String ifMatch, String name) {
        return ifMatch == null
                ? null
                : IfMatch.tag(
                        ifMatch,
                        known.find(name).map(trigger -> trigger.stored().etag()));
    }
}
