package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Statistics;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** How much a trigger has fired. */
@Path("/api/_triggers/{name}/stats")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class TriggerStatsResource {
    private final Statistics statistics;
    private final Known known;

    TriggerStatsResource(Statistics statistics, Known known) {
        this.statistics = statistics;
        this.known = known;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode read(@PathParam("name") String name, @QueryParam("hours") @Nullable String hours) {
        int listed = Parameters.hours(hours);
        var trigger = known.require(name);
        var document = statistics.of(trigger.partition(), name).document(listed);
        return document.put("trigger", name);
    }
}
