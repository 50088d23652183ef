package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.AwaitsResource;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Steps of runs that wait: a list, and one with the ways to end it by hand. */
@Path("/ui/awaits")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class AwaitPages {
    private static final String ON_ONE_PAGE = "50";
    private static final List<String> KINDS =
            Stream.of(AwaitSpec.Kind.values()).map(Words::of).toList();

    private final Pages pages;
    private final AwaitsResource awaits;

    AwaitPages(Pages pages, AwaitsResource awaits) {
        this.pages = pages;
        this.awaits = awaits;
    }

    /** What the list is narrowed down to; null is all. */
    record Query(
            @Nullable String runId,
            @Nullable String kind,
            @Nullable String event,
            @Nullable String cursor) {}

    @GET
    @Allowed(Role.VIEWER)
    public String list(
            @QueryParam("runId") @Nullable String runId,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("event") @Nullable String event,
            @QueryParam("cursor") @Nullable String cursor) {
        var query = new Query(Pages.orNull(runId), Pages.orNull(kind), Pages.orNull(event), Pages.orNull(cursor));
        var found = awaits.list(query.runId, query.kind, query.event, ON_ONE_PAGE, query.cursor);
        return pages.page("awaits")
                .data("query", query)
                .data("kinds", KINDS)
                .data("awaits", pages.document(found))
                .render();
    }

    @GET
    @Path("/{runId}/{stepId}")
    @Allowed(Role.VIEWER)
    public Response one(@PathParam("runId") String runId, @PathParam("stepId") String stepId) {
        var answer = awaits.read(runId, stepId);
        boolean ended = answer.getStatus() == Response.Status.GONE.getStatusCode();
        var await = ended ? pages.document((ObjectNode) answer.getEntity()) : pages.document(answer);
        var page = pages.page("await")
                .data("await", await)
                .data("waits", !ended)
                .data("tree", Fold.of(await))
                .render();
        return Response.ok(page).build();
    }
}
