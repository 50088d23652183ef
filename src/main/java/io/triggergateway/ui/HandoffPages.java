package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.DeadLettersResource;
import io.triggergateway.admin.HandoffResource;
import io.triggergateway.handoff.LagHistory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The hand-off: how far engines are, what they were handed too often, and the way back for it. */
@Path("/ui/handoff")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class HandoffPages {
    private static final String ON_ONE_PAGE = "50";

    private final Pages pages;
    private final HandoffResource handoff;
    private final DeadLettersResource dead;
    private final LagHistory history;

    HandoffPages(Pages pages, HandoffResource handoff, DeadLettersResource dead, LagHistory history) {
        this.pages = pages;
        this.handoff = handoff;
        this.dead = dead;
        this.history = history;
    }

    @GET
    @Allowed(Role.VIEWER)
    public String show(@QueryParam("cursor") @Nullable String cursor) {
        return pages.page("handoff")
                .data("handoff", handoff.overview("500", null))
                .data("lags", history.lastHour().stream().map(LagChart::of).toList())
                .data("dead", pages.document(dead.list(null, null, ON_ONE_PAGE, Pages.orNull(cursor))))
                .render();
    }

    @GET
    @Path("/dead/{id}")
    @Allowed(Role.VIEWER)
    public String one(@PathParam("id") String id) {
        var letter = pages.document(dead.read(id));
        return pages.page("dead")
                .data("letter", letter)
                .data("message", Fold.of(letter.path("message")))
                .render();
    }
}
