package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.scheduler.ScheduleStates;
import io.triggergateway.scheduler.ScheduleWatch;
import io.triggergateway.trigger.Instants;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How it stands with a schedule, and when it fires next. */
@Path("/api/_triggers/{name}/schedule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ScheduleResource {
    private static final int STANDARD_COUNT = 10;

    private final Known known;
    private final ScheduleStates states;
    private final ScheduleWatch watch;

    ScheduleResource(Known known, ScheduleStates states, ScheduleWatch watch) {
        this.known = known;
        this.states = states;
        this.watch = watch;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode read(@PathParam("name") String name, @QueryParam("count") @Nullable String count) {
        var trigger = known.require(name);
        var schedule = trigger.schedule();
        if (schedule == null) {
            throw new Refused(ProblemType.NOT_FOUND.of("Expected a trigger with a schedule, but the type of '%s' is %s"
                    .formatted(name, trigger.definition().type().word())));
        }
        int most = count == null ? STANDARD_COUNT : Parameters.limit("count", count);
        return document(trigger.enabled(), states.of(trigger, schedule, most)).put("overdue", watch.isOverdue(name));
    }

    private static ObjectNode document(boolean enabled, ScheduleStates.State state) {
        var document = JsonNodeFactory.instance.objectNode().put("enabled", enabled);
        document.put("offset", state.offset().toMillis());
        put(document, "lastSlot", state.lastSlot());
        put(document, "lastFiredAt", state.lastFiredAt());
        document.put("fired", state.fired());
        document.put("late", state.late());
        document.put("missed", state.missed());
        if (state.remaining() != null) {
            document.put("remaining", state.remaining());
        }
        var flows = document.putArray("flows");
        state.flows().forEach(flow -> {
            var item = flows.addObject().put("flow", flow.flow());
            var active = item.putArray("active");
            flow.active().forEach(active::add);
            item.put("queued", flow.queued());
        });
        var items = document.putArray("items");
        state.next().forEach(slot -> items.add(SlotView.of(slot)));
        return document;
    }

    private static void put(ObjectNode document, String field, @Nullable Instant instant) {
        if (instant != null) {
            document.put(field, Instants.format(instant));
        }
    }
}
