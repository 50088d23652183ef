package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Refusal;
import io.triggergateway.firing.Refusals;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Why a trigger did not fire. */
@Path("/api/_triggers/{name}/refusals")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RefusalsResource {
    private final Refusals refusals;
    private final Known known;

    RefusalsResource(Refusals refusals, Known known) {
        this.refusals = refusals;
        this.known = known;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(@PathParam("name") String name) {
        var last = refusals.list(known.require(name).partition(), name);
        return Page.all(last.stream().map(Refusal::document).toList()).document();
    }
}
