package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.FiringQuery;
import io.triggergateway.firing.Firings;
import io.triggergateway.trigger.FiringStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What a trigger has fired. */
@Path("/api/_triggers/{name}/firings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FiringsResource {
    private final Firings firings;
    private final Known known;

    FiringsResource(Firings firings, Known known) {
        this.firings = firings;
        this.known = known;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(
            @PathParam("name") String name,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !FiringQuery.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        var query = new FiringQuery(
                Parameters.word("status", FiringStatus.class, status),
                Parameters.instant("from", from),
                Parameters.instant("to", to),
                Parameters.limit(limit),
                cursor);
        var page = firings.list(known.require(name).partition(), name, query);
        return new Page(page.items().stream().map(Firing::document).toList(), page.nextCursor()).document();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("name") String name, @PathParam("id") String id) {
        known.require(name);
        return firings.find(name, id)
                .map(firing -> Response.ok(firing.document()).build())
                .orElseGet(() -> Problems.notFound("firing", id));
    }
}
