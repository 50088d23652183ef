package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** New firings as they come, as events for pages that show them: rows of the table that they have. */
@Path("/ui/live")
@RunOnVirtualThread
public final class LivePages {
    private static final long TRY_AGAIN_SECONDS = 30;
    private static final int LONGEST_TIME = 15;

    private final LiveFirings live;
    private final Registry registry;

    LivePages(LiveFirings live, Registry registry) {
        this.live = live;
        this.registry = registry;
    }

    @GET
    @Path("/firings")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Allowed(Role.VIEWER)
    public void follow(
            @QueryParam("trigger") @Nullable String trigger,
            @QueryParam("status") @Nullable String status,
            @QueryParam("flow") @Nullable String flow,
            @QueryParam("deliveryId") @Nullable String deliveryId,
            @QueryParam("after") @Nullable String after,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String last,
            @Context HttpServerRequest request,
            @Context SseEventSink sink,
            @Context Sse sse) {
        var name = Pages.orNull(trigger);
        var known = name == null ? null : registry.find(name).orElse(null);
        var wish = new LiveWish(name, Pages.orNull(status), Pages.orNull(flow), Pages.orNull(deliveryId));
        var stream = new LiveStream(wish, request, sink, sse);
        if (name != null && known == null) {
            stream.leave();
        } else {
            join(stream, known, time(last == null ? after : last));
        }
    }

    private void join(LiveStream stream, @Nullable CompiledTrigger trigger, @Nullable Instant since) {
        if (!live.join(stream, trigger, since)) {
            throw new Declined(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS)
                    .type(MediaType.TEXT_PLAIN)
                    .entity("Too many follow firings here, or the gateway is stopping; try again later")
                    .build());
        }
    }

    /** Milliseconds; null for anything else. */
    private static @Nullable Instant time(@Nullable String millis) {
        return millis != null && millis.length() <= LONGEST_TIME && millis.matches("[0-9]+")
                ? Instant.ofEpochMilli(Long.parseLong(millis))
                : null;
    }
}
