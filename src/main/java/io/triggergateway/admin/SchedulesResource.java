package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.schedule.ScheduleCompiler;
import io.triggergateway.schedule.Slot;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.PreviewQuestion;
import io.triggergateway.trigger.PreviewQuestionReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When would a schedule fire? Registers nothing. */
@Path("/api/_triggers/schedules")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SchedulesResource {
    private final Clock clock;

    SchedulesResource(Clock clock) {
        this.clock = clock;
    }

    @POST
    @Path("/preview")
    @NotAudited("it changes nothing")
    @Allowed(Role.VIEWER)
    public Response preview(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var findings = new Findings();
        var question = PreviewQuestionReader.read(Body.json(body, type), clock.instant(), findings);
        return Optional.ofNullable(question)
                .flatMap(asked -> slots(asked, findings))
                .map(slots -> Response.ok(document(slots)).build())
                .orElseGet(() -> Problems.invalid(findings.all()));
    }

    private static Optional<List<Slot>> slots(PreviewQuestion question, Findings findings) {
        var schedule = ScheduleCompiler.compile(question.schedule(), "/schedule", findings);
        return Optional.ofNullable(schedule).map(found -> found.next(question.from(), count(question)));
    }

    private static int count(PreviewQuestion question) {
        var most = question.schedule().maxFirings();
        return most == null ? question.count() : (int) Math.min(question.count(), most);
    }

    private static ObjectNode document(List<Slot> slots) {
        var document = JsonNodeFactory.instance.objectNode();
        var items = document.putArray("items");
        slots.forEach(slot -> items.add(SlotView.of(slot)));
        return document;
    }
}
