package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.handoff.Groups;
import io.triggergateway.handoff.Messages;
import io.triggergateway.handoff.Overview;
import io.triggergateway.handoff.PoisonSignals;
import io.triggergateway.handoff.Streams;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A look into the hand-off, without consuming; and the removal of groups that nobody reads. */
@Path("/api/_triggers/handoff")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class HandoffResource {
    private final Overview overview;
    private final Messages messages;
    private final PoisonSignals poison;
    private final Streams streams;
    private final Groups groups;

    HandoffResource(Overview overview, Messages messages, PoisonSignals poison, Streams streams, Groups groups) {
        this.overview = overview;
        this.messages = messages;
        this.poison = poison;
        this.streams = streams;
        this.groups = groups;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode overview(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        var page = Page.of(overview.names(), Function.identity(), overview::at, cursor, Parameters.limit(limit));
        var document = page.document();
        document.set("signals", overview.signals());
        return document;
    }

    @GET
    @Path("/messages")
    @Allowed(Role.VIEWER)
    public ObjectNode newest(
            @QueryParam("stream") @Nullable String stream, @QueryParam("limit") @Nullable String limit) {
        var name = Streams.named(Objects.requireNonNullElse(stream, ""));
        int most = Parameters.limit(limit);
        if (!streams.all().contains(name)) {
            throw new Refused(
                    ProblemType.NOT_FOUND.of("Expected a stream that exists, but there is no '%s'".formatted(name)));
        }
        return Page.all(messages.newest(name, most)).document();
    }

    @GET
    @Path("/signals/poison")
    @Allowed(Role.VIEWER)
    public ObjectNode poison(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !PoisonSignals.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        int most = Parameters.limit(limit);
        var found = poison.newest(most + 1, cursor);
        var items = found.subList(0, Math.min(found.size(), most));
        var next = found.size() > most ? items.getLast().get("entryId").textValue() : null;
        return new Page(items, next).document();
    }

    @DELETE
    @Path("/groups/{stream}/{group}")
    @Allowed(Role.OPERATOR)
    public Response removeGroup(
            @PathParam("stream") String stream,
            @PathParam("group") String group,
            @QueryParam("dryRun") @Nullable String dryRun) {
        boolean onlySay = Boolean.TRUE.equals(Parameters.flag("dryRun", dryRun));
        return switch (groups.remove(Streams.named(stream), group, onlySay)) {
            case Groups.Removal.Done done ->
                Response.ok(RemovedGroupView.of(stream, group, onlySay, done.parts()))
                        .build();
            case Groups.Removal.NotFound none ->
                Problems.answer(ProblemType.NOT_FOUND.of(
                        "Expected a stream '%s' with a group '%s', but there is none; the standard stream is called %s"
                                .formatted(stream, group, Streams.shown(""))));
            case Groups.Removal.Configured configured ->
                Problems.answer(ProblemType.CONFLICT.of(
                        "Expected a group that is not configured, but '%s' is in gateway.handoff.groups and would be made again; take it out of that setting first"
                                .formatted(group)));
        };
    }
}
