package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Anonymous;
import io.triggergateway.access.PagePaths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The way in: takes a token, and leads to where the visitor wanted to go. */
@Path(PagePaths.LOGIN)
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class LoginPage {
    private static final String OWN_PAGE = "/ui(/[A-Za-z0-9._:-]{1,200}){0,8}";

    private final Pages pages;

    LoginPage(Pages pages) {
        this.pages = pages;
    }

    @GET
    @Anonymous
    public String show(@QueryParam("next") @Nullable String next) {
        var target = next != null && next.matches(OWN_PAGE) ? next : PagePaths.ROOT;
        return pages.page("login").data("next", target).render();
    }
}
