package io.triggergateway.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes that replicas have to confirm, on a connection of their own, as a wait holds up all that follows on it. All
 * writes of one turn of the event loop are followed by one wait.
 */
final class DurableLane {
    private final Context context;
    private final Lane lane;
    private final long patience;
    private @Nullable Batch open;

    /** @param timeout of the whole; replicas get a quarter of it */
    DurableLane(Context context, Lane lane, Duration timeout) {
        this.context = context;
        this.lane = lane;
        this.patience = timeout.toMillis() / 4;
    }

    private record Batch(int breaks, Promise<Long> confirmed) {}

    Future<Reply> send(Request request, int replicas) {
        var batch = batch(replicas);
        var written = lane.send(request);
        return Future.all(written, batch.confirmed().future())
                .compose(both ->
                        outcome(batch, written, batch.confirmed().future().result(), replicas));
    }

    private Batch batch(int replicas) {
        var current = open;
        if (current == null) {
            current = new Batch(lane.breaks(), Promise.promise());
            open = current;
            var made = current;
            context.runOnContext(turn -> close(made, replicas));
        }
        return current;
    }

    private void close(Batch batch, int replicas) {
        open = null;
        lane.send(Request.cmd(Command.WAIT).arg(replicas).arg(patience))
                .map(Reply::number)
                .onComplete(batch.confirmed());
    }

    /** A wait on another connection than the write's says nothing about the write. */
    private Future<Reply> outcome(Batch batch, Future<Reply> written, long confirmed, int replicas) {
        if (lane.breaks() != batch.breaks()) {
            return Future.failedFuture(new RedisFault(
                    RedisFault.Kind.LOST, "The connection to Redis broke before its replicas had confirmed"));
        }
        return confirmed >= replicas
                ? written
                : Future.failedFuture(new RedisFault(
                        RedisFault.Kind.NOT_DURABLE,
                        "Expected %d replicas to confirm, but %d did".formatted(replicas, confirmed)));
    }
}
