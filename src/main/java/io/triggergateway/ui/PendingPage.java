package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.PendingResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What waits for a person, over all triggers. */
@Path("/ui/pending")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class PendingPage {
    private static final String ON_ONE_PAGE = "50";

    private final Pages pages;
    private final PendingResource pending;

    PendingPage(Pages pages, PendingResource pending) {
        this.pages = pages;
        this.pending = pending;
    }

    @GET
    @Allowed(Role.VIEWER)
    public String show(
            @QueryParam("trigger") @Nullable String trigger,
            @QueryParam("flow") @Nullable String flow,
            @QueryParam("cursor") @Nullable String cursor) {
        var found =
                pending.list("pending", Pages.orNull(trigger), Pages.orNull(flow), ON_ONE_PAGE, Pages.orNull(cursor));
        return pages.page("pending")
                .data("trigger", Pages.orNull(trigger))
                .data("flow", Pages.orNull(flow))
                .data("pending", pages.document(found))
                .render();
    }
}
