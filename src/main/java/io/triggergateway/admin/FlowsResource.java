package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.registry.FlowRegistrar;
import io.triggergateway.registry.Registry;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Flows: all subscriptions of one in one piece. */
@Path("/api/_triggers/flows")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FlowsResource {
    private final Registry registry;
    private final FlowRegistrar registrar;
    private final Known known;
    private final Answers answers;

    FlowsResource(Registry registry, FlowRegistrar registrar, Known known, Answers answers) {
        this.registry = registry;
        this.registrar = registrar;
        this.known = known;
        this.answers = answers;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return Page.of(registry.flows(), FlowRecord::flow, FlowView::of, cursor, Parameters.limit(limit))
                .document();
    }

    @GET
    @Path("/{flow}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("flow") String flow) {
        return known.findFlow(flow)
                .map(found -> Response.ok(FlowView.of(found))
                        .header(HttpHeaders.ETAG, found.etag())
                        .build())
                .orElseGet(() -> Problems.notFound("flow", flow));
    }

    @PUT
    @Path("/{flow}")
    @Allowed(Role.ADMIN)
    public Response replace(
            @PathParam("flow") String flow,
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var document = FlowDocuments.own(Body.document(body, type));
        var tag = tag(ifMatch, flow);
        return answers.of(registrar.replace(flow, document, tag, false), flow, tag);
    }

    @DELETE
    @Path("/{flow}")
    @Allowed(Role.ADMIN)
    public Response delete(
            @PathParam("flow") String flow, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var tag = tag(ifMatch, flow);
        return answers.of(registrar.delete(flow, tag), flow, tag);
    }

    private @Nullable String tag(@Nullable String ifMatch, String flow) {
        return ifMatch == null
                ? null
                : IfMatch.tag(ifMatch, known.findFlow(flow).map(FlowRecord::etag));
    }
}
