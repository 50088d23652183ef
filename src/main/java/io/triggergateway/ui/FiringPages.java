package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.FiringsResource;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a trigger has fired, and one firing with all its steps. */
@Path("/ui/triggers/{name}/firings")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class FiringPages {
    private static final String ON_ONE_PAGE = "50";
    /** What a firing that was recorded may be. */
    static final List<String> STATUSES = Stream.of(FiringStatus.values())
            .filter(status -> status != FiringStatus.REJECTED)
            .map(Words::of)
            .toList();

    private final Pages pages;
    private final FiringsResource firings;

    FiringPages(Pages pages, FiringsResource firings) {
        this.pages = pages;
        this.firings = firings;
    }

    /** What the list is narrowed down to; null is all. */
    record Query(
            @Nullable String status,
            @Nullable String flow,
            @Nullable String deliveryId,
            @Nullable String cursor) {}

    @GET
    @Allowed(Role.VIEWER)
    public String list(
            @PathParam("name") String name,
            @QueryParam("status") @Nullable String status,
            @QueryParam("flow") @Nullable String flow,
            @QueryParam("deliveryId") @Nullable String deliveryId,
            @QueryParam("cursor") @Nullable String cursor) {
        var query = new Query(Pages.orNull(status), Pages.orNull(flow), Pages.orNull(deliveryId), Pages.orNull(cursor));
        var found =
                firings.list(name, query.status, null, null, query.flow, query.deliveryId, ON_ONE_PAGE, query.cursor);
        return pages.page("firings")
                .data("name", name)
                .data("query", query)
                .data("statuses", STATUSES)
                .data("firings", pages.document(found))
                .render();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public String one(@PathParam("name") String name, @PathParam("id") String id) {
        var firing = pages.document(firings.read(name, id));
        return pages.page("firing")
                .data("firing", firing)
                .data("meta", Fold.of(firing.path("meta")))
                .data("payload", fold(firing.path("payload")))
                .data("data", firing.path("data").equals(firing.path("payload")) ? null : fold(firing.path("data")))
                .render();
    }

    private static @Nullable Fold fold(JsonNode part) {
        return part.isMissingNode() ? null : Fold.of(part);
    }
}
