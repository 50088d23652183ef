package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.firing.Newest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What fires now, over all triggers. */
@Path("/ui/firings")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class AllFiringsPage {
    private static final int ON_ONE_PAGE = 50;

    private final Pages pages;
    private final Newest newest;

    AllFiringsPage(Pages pages, Newest newest) {
        this.pages = pages;
        this.newest = newest;
    }

    @GET
    @Allowed(Role.VIEWER)
    public String show() {
        var document = JsonNodeFactory.instance.objectNode();
        var items = document.putArray("items");
        newest.overall(ON_ONE_PAGE).forEach(firing -> items.add(firing.document()));
        return pages.page("newest")
                .data("firings", pages.document(document))
                .data("most", ON_ONE_PAGE)
                .render();
    }
}
