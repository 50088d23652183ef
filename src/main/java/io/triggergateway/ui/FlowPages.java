package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.FlowsResource;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flows, and what starts each. */
@Path("/ui/flows")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class FlowPages {
    private static final String ON_ONE_PAGE = "50";

    private final Pages pages;
    private final FlowsResource flows;
    private final Registry registry;

    FlowPages(Pages pages, FlowsResource flows, Registry registry) {
        this.pages = pages;
        this.flows = flows;
        this.registry = registry;
    }

    /** A flow and its subscriptions. */
    record Row(FlowRecord flow, List<Start> starts) {}

    /** What starts a flow; {@code known} is false while there is no such trigger. */
    record Start(String trigger, String mode, String filter, String stream, boolean known) {}

    @GET
    @Allowed(Role.VIEWER)
    public String list(@QueryParam("cursor") @Nullable String cursor) {
        var page = flows.list(ON_ONE_PAGE, Pages.orNull(cursor));
        var rows = page.path("items")
                .valueStream()
                .flatMap(item -> registry.findFlow(item.path("name").asText()).stream())
                .map(this::row)
                .toList();
        return pages.page("flows")
                .data("rows", rows)
                .data("next", page.path("nextCursor").textValue())
                .render();
    }

    private Row row(FlowRecord flow) {
        return new Row(
                flow,
                flow.subscriptions().stream()
                        .map(wish -> new Start(
                                wish.trigger(),
                                Words.of(wish.mode()),
                                Objects.requireNonNullElse(wish.filter(), ""),
                                Objects.requireNonNullElse(wish.stream(), ""),
                                registry.find(wish.trigger()).isPresent()))
                        .toList());
    }
}
