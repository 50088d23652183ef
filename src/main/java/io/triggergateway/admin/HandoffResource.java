package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.handoff.Messages;
import io.triggergateway.handoff.Streams;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A look into the hand-off, without consuming. */
@Path("/api/_triggers/handoff")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class HandoffResource {
    private final Messages messages;
    private final Streams streams;

    HandoffResource(Messages messages, Streams streams) {
        this.messages = messages;
        this.streams = streams;
    }

    @GET
    @Path("/messages")
    @Allowed(Role.VIEWER)
    public ObjectNode newest(
            @QueryParam("stream") @Nullable String stream, @QueryParam("limit") @Nullable String limit) {
        var name = Objects.requireNonNullElse(stream, "");
        int most = Parameters.limit(limit);
        if (!streams.all().contains(name)) {
            throw new Refused(
                    ProblemType.NOT_FOUND.of("Expected a stream that exists, but there is no '%s'".formatted(name)));
        }
        return Page.all(messages.newest(name, most)).document();
    }
}
