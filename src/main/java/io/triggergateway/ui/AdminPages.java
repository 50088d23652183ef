package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.AuditResource;
import io.triggergateway.admin.TokensResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** For administrators: what people have done, and who has a token. */
@Path("/ui")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class AdminPages {
    private static final String ON_ONE_PAGE = "50";
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(Role::word).toList();

    private final Pages pages;
    private final AuditResource audit;
    private final TokensResource tokens;

    AdminPages(Pages pages, AuditResource audit, TokensResource tokens) {
        this.pages = pages;
        this.audit = audit;
        this.tokens = tokens;
    }

    /** What the audit is narrowed down to; null is all. */
    record Query(
            @Nullable String who,
            @Nullable String what,
            @Nullable String cursor) {}

    @GET
    @Path("/audit")
    @Allowed(Role.ADMIN)
    public String audit(
            @QueryParam("who") @Nullable String who,
            @QueryParam("what") @Nullable String what,
            @QueryParam("cursor") @Nullable String cursor) {
        var query = new Query(Pages.orNull(who), Pages.orNull(what), Pages.orNull(cursor));
        return pages.page("audit")
                .data("query", query)
                .data("audit", audit.list(query.who, query.what, null, null, ON_ONE_PAGE, query.cursor))
                .render();
    }

    @GET
    @Path("/tokens")
    @Allowed(Role.ADMIN)
    public String tokens(@QueryParam("cursor") @Nullable String cursor) {
        return pages.page("tokens")
                .data("tokens", tokens.list(ON_ONE_PAGE, Pages.orNull(cursor)))
                .data("roles", ROLES)
                .render();
    }
}
