package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Statistics;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** How much all triggers together have fired. */
@Path("/api/_triggers/stats")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class StatsResource {
    private final Statistics statistics;

    StatsResource(Statistics statistics) {
        this.statistics = statistics;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode read(@QueryParam("hours") @Nullable String hours) {
        int listed = Parameters.hours(hours);
        return statistics.ofAll().document(listed);
    }
}
