package io.triggergateway.ingest;

import io.triggergateway.access.BytesInFlight;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Reads a body up to a limit and a deadline; what is over is not kept. */
final class BodyReader {
    private final Vertx vertx;
    private final Duration deadline;

    BodyReader(Vertx vertx, Duration deadline) {
        this.vertx = vertx;
        this.deadline = deadline;
    }

    /** What came of reading. */
    sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}

        record TooSlow() implements Body {}

        /** There is no room for it beside the bodies of others. */
        record Crowded() implements Body {}

        /** The sender went away. */
        record Broken() implements Body {}
    }

    /** Reads the body of a paused or fresh request on its event loop; what has come counts in its {@code share}. */
    Future<Body> read(HttpServerRequest request, int limit, BytesInFlight.Share share) {
        if (announced(request) > limit) {
            return Future.succeededFuture(new Body.TooLarge());
        }
        Promise<Body> promise = Promise.promise();
        var content = Buffer.buffer();
        request.handler(part -> {
            if (content.length() + part.length() > limit) {
                promise.tryComplete(new Body.TooLarge());
            } else if (promise.future().isComplete()) {
                return;
            } else if (share.take(part.length())) {
                content.appendBuffer(part);
            } else {
                promise.tryComplete(new Body.Crowded());
            }
        });
        request.exceptionHandler(broken -> promise.tryComplete(new Body.Broken()));
        request.endHandler(end -> promise.tryComplete(new Body.Whole(content.getBytes())));
        request.resume();
        if (promise.future().isComplete()) {
            return promise.future();
        }
        long timer = vertx.setTimer(deadline.toMillis(), late -> promise.tryComplete(new Body.TooSlow()));
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException huge) {
            return Long.MAX_VALUE;
        }
    }
}
