package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.job.Job;
import io.triggergateway.job.JobEnding;
import io.triggergateway.job.Jobs;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Bulk work in the background. */
@Path("/api/_triggers/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class JobsResource {
    private final Jobs jobs;

    JobsResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !Jobs.isId(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        var page = jobs.list(cursor, Parameters.limit(limit));
        return new Page(page.jobs().stream().map(Job::document).toList(), page.nextCursor()).document();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("id") String id) {
        return jobs.find(id)
                .map(job -> Response.ok(job.document()).build())
                .orElseGet(() -> Problems.notFound("job", id));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Role.OPERATOR)
    @APIResponse(responseCode = "204", description = "It had ended before, and its record is removed")
    public Response end(@PathParam("id") String id) {
        return switch (jobs.end(id)) {
            case JobEnding.Cancelled(var job) -> Response.ok(job.document()).build();
            case JobEnding.Removed removed -> Response.noContent().build();
            case JobEnding.Unknown unknown -> Problems.notFound("job", id);
        };
    }
}
