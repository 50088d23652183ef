package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.PagePaths;
import io.triggergateway.access.Role;
import io.triggergateway.admin.AwaitsResource;
import io.triggergateway.admin.HandoffResource;
import io.triggergateway.admin.PendingResource;
import io.triggergateway.admin.StatsResource;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** The first page: what has fired, what needs eyes, what waits, and how it stands with Redis and the engines. */
@Path(PagePaths.ROOT)
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class OverviewPage {
    private static final String A_FEW = "5";
    private static final List<String> FIRED = List.of("accepted", "pending", "ignored", "skipped", "failed");

    private final Pages pages;
    private final StatsResource stats;
    private final PendingResource pending;
    private final AwaitsResource awaits;
    private final HandoffResource handoff;
    private final Registry registry;
    private final Trouble trouble;
    private final Standing standing;

    OverviewPage(
            Pages pages,
            StatsResource stats,
            PendingResource pending,
            AwaitsResource awaits,
            HandoffResource handoff,
            Registry registry,
            Trouble trouble,
            Standing standing) {
        this.pages = pages;
        this.stats = stats;
        this.pending = pending;
        this.awaits = awaits;
        this.handoff = handoff;
        this.registry = registry;
        this.trouble = trouble;
        this.standing = standing;
    }

    /** How much came: firings of an hour and of a day, and what of the day went wrong. */
    record Fired(long hour, long day, long failed, long rejected) {
        static Fired of(JsonNode stats) {
            var day = stats.path("last24Hours");
            return new Fired(
                    sum(stats.path("lastHour")),
                    sum(day),
                    day.path("failed").asLong(),
                    day.path("rejected").asLong());
        }

        private static long sum(JsonNode counts) {
            return FIRED.stream()
                    .mapToLong(status -> counts.path(status).asLong())
                    .sum();
        }
    }

    @GET
    @Allowed(Role.VIEWER)
    public String show() {
        var counts = stats.read(null);
        var triggers = registry.triggers();
        return pages.page("overview")
                .data("stats", counts)
                .data("fired", Fired.of(counts))
                .data("chart", HoursChart.of(counts))
                .data("known", triggers.size())
                .data(
                        "enabled",
                        triggers.stream().filter(CompiledTrigger::enabled).count())
                .data("troubles", trouble.now())
                .data("pending", pages.document(pending.list("pending", null, null, A_FEW, null)))
                .data("awaits", pages.document(awaits.list(null, null, null, A_FEW, null)))
                .data("handoff", handoff.overview(null, null))
                .data("standing", standing.now())
                .render();
    }
}
