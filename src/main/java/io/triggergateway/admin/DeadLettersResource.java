package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.handoff.DeadLetterQuery;
import io.triggergateway.handoff.DeadLetters;
import io.triggergateway.handoff.Streams;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What engines were handed too often. */
@Path("/api/_triggers/handoff/dead")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class DeadLettersResource {
    private static final String WHAT = "dead letter";

    private final DeadLetters letters;

    DeadLettersResource(DeadLetters letters) {
        this.letters = letters;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list(
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("group") @Nullable String group,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !DeadLetterQuery.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        var page = letters.list(new DeadLetterQuery(
                stream == null ? null : Streams.named(stream), group, Parameters.limit(limit), cursor));
        return new Page(page.items(), page.nextCursor()).document();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("id") String id) {
        return letters.find(id).map(letter -> Response.ok(letter).build()).orElseGet(() -> Problems.notFound(WHAT, id));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Role.OPERATOR)
    public Response discard(@PathParam("id") String id) {
        return letters.discard(id) ? Response.noContent().build() : Problems.notFound(WHAT, id);
    }

    @POST
    @Path("/{id}/requeue")
    @Allowed(Role.OPERATOR)
    public Response requeue(@PathParam("id") String id) {
        return letters.requeue(id)
                .map(entry -> Response.ok(JsonNodeFactory.instance
                                .objectNode()
                                .put("id", id)
                                .put("entryId", entry))
                        .build())
                .orElseGet(() -> Problems.notFound(WHAT, id));
    }
}
