package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.JobsResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Work in the background: what there was lately, and how far one is. */
@Path("/ui/jobs")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class JobPages {
    private static final String ON_ONE_PAGE = "50";
    private static final int ALL = 100;

    private final Pages pages;
    private final JobsResource jobs;

    JobPages(Pages pages, JobsResource jobs) {
        this.pages = pages;
        this.jobs = jobs;
    }

    /** How many came to the same end. */
    record Detail(String name, long count) {
        static Detail of(Map.Entry<String, JsonNode> count) {
            return new Detail(count.getKey(), count.getValue().asLong());
        }
    }

    @GET
    @Allowed(Role.VIEWER)
    public String list(@QueryParam("cursor") @Nullable String cursor) {
        return pages.page("jobs")
                .data("jobs", jobs.list(ON_ONE_PAGE, Pages.orNull(cursor)))
                .render();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public String one(@PathParam("id") String id) {
        var job = pages.document(jobs.read(id));
        return pages.page("job")
                .data("job", job)
                .data("percent", percent(job))
                .data(
                        "details",
                        job.path("counts").properties().stream().map(Detail::of).toList())
                .data("params", Fold.of(job.path("params")))
                .render();
    }

    /** Null while nobody knows how many there are. */
    private static @Nullable Long percent(JsonNode job) {
        long total = job.path("total").asLong();
        if (!job.path("total").isNumber()) {
            return null;
        }
        return total == 0 ? ALL : Math.min(ALL, Documents.dealt(job) * ALL / total);
    }
}
