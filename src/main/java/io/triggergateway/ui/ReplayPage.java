package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.BulkReplayResource;
import io.triggergateway.admin.SubscriptionsResource;
import io.triggergateway.admin.TriggersResource;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks which firings of a trigger to fire again, counts them first, and then offers to begin. */
@Path("/ui/triggers/{name}/replay")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class ReplayPage {
    private static final List<String> OVERLAPS =
            Stream.of(ScheduleSpec.Overlap.values()).map(Words::of).toList();

    private final Pages pages;
    private final TriggersResource triggers;
    private final SubscriptionsResource subscriptions;
    private final BulkReplayResource replays;

    ReplayPage(
            Pages pages, TriggersResource triggers, SubscriptionsResource subscriptions, BulkReplayResource replays) {
        this.pages = pages;
        this.triggers = triggers;
        this.subscriptions = subscriptions;
        this.replays = replays;
    }

    /**
     * What a dry run said.
     *
     * @param count its document; null when the selection was refused
     * @param errors what is wrong, each with its place
     * @param body what begins it
     */
    record Answer(@Nullable JsonNode count, List<Refusal> errors, String body) {}

    /** What is wrong with a field; {@code field} is empty for the whole. */
    record Refusal(String field, String detail) {}

    @GET
    @Allowed(Role.OPERATOR)
    public String show(@PathParam("name") String name, @BeanParam ReplayWish wish) {
        var trigger = pages.document(triggers.read(name));
        return pages.page("replay")
                .data("trigger", trigger)
                .data("wish", wish)
                .data("statuses", FiringPages.STATUSES)
                .data("subscriptions", subscriptions.list(name))
                .data("overlaps", OVERLAPS)
                .data("answer", wish.isAsked() ? count(name, wish.selection()) : null)
                .render();
    }

    private Answer count(String name, ObjectNode selection) {
        var body = selection.toString();
        var answer = replays.replay(name, Json.write(selection.put("dryRun", true)), MediaType.APPLICATION_JSON, null);
        return answer.getStatus() == Response.Status.OK.getStatusCode()
                ? new Answer((JsonNode) answer.getEntity(), List.of(), body)
                : new Answer(null, refusals(answer), body);
    }

    private static List<Refusal> refusals(Response answer) {
        var text = answer.getEntity() instanceof String json ? json : "{}";
        var problem = Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8));
        var found = problem == null ? JsonNodeFactory.instance.objectNode() : problem;
        var errors = found.path("errors")
                .valueStream()
                .map(error -> new Refusal(
                        error.path("pointer").asText().replaceAll("^/|/.*(?<=.)$", ""),
                        error.path("detail").asText()))
                .toList();
        return errors.isEmpty()
                ? List.of(new Refusal("", found.path("detail").asText("The gateway cannot count them now.")))
                : errors;
    }
}
