package io.triggergateway.ui;

import io.triggergateway.access.Staying;
import io.triggergateway.redis.RedisFault;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.atomic.AtomicInteger;

/** One browser that follows firings. What it does not take in time is not kept for it: it comes again and asks. */
final class LiveStream {
    private static final int MOST_UNDER_WAY = 8;
    private static final long COME_AGAIN = 3000;

    private final LiveWish wish;
    private final HttpServerRequest request;
    private final SseEventSink sink;
    private final Sse sse;
    private final AtomicInteger underWay = new AtomicInteger();

    LiveStream(LiveWish wish, HttpServerRequest request, SseEventSink sink, Sse sse) {
        this.wish = wish;
        this.request = request;
        this.sink = sink;
        this.sse = sse;
    }

    LiveWish wish() {
        return wish;
    }

    /** Says that it has begun, and how long to wait before coming again. */
    void greet() {
        send(sse.newEventBuilder()
                .name("here")
                .reconnectDelay(COME_AGAIN)
                .data("")
                .build());
    }

    /**
     * Shows rows.
     *
     * @param id what the browser says when it comes again: the time of the newest in ms
     */
    void show(String rows, String id) {
        send(sse.newEventBuilder().name("fired").id(id).data(rows).build());
    }

    /** Keeps the connection open while the reader may stay; nothing is known while Redis is away. */
    void beat(Staying staying) {
        try {
            if (!staying.mayStay(request)) {
                leave();
                return;
            }
        } catch (RedisFault away) {
            // Nothing new is read either.
        }
        send(sse.newEventBuilder().comment("").build());
    }

    boolean isOver() {
        return sink.isClosed();
    }

    /** Ends it; the browser is told, so that it does not come again by itself. */
    void leave() {
        send(sse.newEventBuilder().name("over").data("").build());
        close();
    }

    void close() {
        try {
            sink.close();
        } catch (IllegalStateException gone) {
            // Whoever has hung up needs no goodbye.
        }
    }

    private void send(OutboundSseEvent event) {
        if (sink.isClosed()) {
            return;
        }
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            close();
            return;
        }
        try {
            sink.send(event).whenComplete((sent, failed) -> {
                underWay.decrementAndGet();
                if (failed != null) {
                    close();
                }
            });
        } catch (IllegalStateException gone) {
            close();
        }
    }
}
