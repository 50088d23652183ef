package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.ingest.DryRun;
import io.triggergateway.ingest.DryRunReport;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.SavedRequestReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would a request do? Fires nothing. */
@Path("/api/_triggers/{name}/test")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class TestResource {
    private final Known known;
    private final DryRun dryRun;
    private final Clock clock;

    TestResource(Known known, DryRun dryRun, Clock clock) {
        this.known = known;
        this.dryRun = dryRun;
        this.clock = clock;
    }

    @POST
    @NotAudited("it changes nothing")
    @Allowed(Role.OPERATOR)
    public Response test(
            @PathParam("name") String name, byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var trigger = known.require(name);
        var document = Body.json(body, type);
        var findings = new Findings();
        var report = trigger.definition().endpoint() == null
                ? tryPayload(trigger, document, findings)
                : tryRequest(trigger, document, findings);
        return report.map(found -> Response.ok(DryRunView.of(found)).build())
                .orElseGet(() -> Problems.invalid(findings.all()));
    }

    private Optional<DryRunReport> tryRequest(CompiledTrigger trigger, JsonNode document, Findings findings) {
        return Optional.ofNullable(SavedRequestReader.request(document, clock.instant(), findings))
                .map(saved -> dryRun.request(trigger, saved));
    }

    /** A schedule has its payload with it. */
    private Optional<DryRunReport> tryPayload(CompiledTrigger trigger, JsonNode document, Findings findings) {
        var data = trigger.definition().data();
        var standard = data == null ? NullNode.getInstance() : data;
        return Optional.ofNullable(SavedRequestReader.payload(document, standard, clock.instant(), findings))
                .map(saved -> dryRun.payload(trigger, saved));
    }
}
