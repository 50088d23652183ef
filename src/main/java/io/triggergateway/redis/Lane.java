package io.triggergateway.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of one event loop, used on that loop only. It opens itself again when it breaks, and gives up on
 * what has waited too long: one clock for all of its commands, as a timer for each would cost more than the command.
 */
final class Lane {
    private static final int CHECKS_PER_TIMEOUT = 8;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    /** What the client says when it refuses a command; it gives the refusal no type of its own. */
    private static final String QUEUE_IS_FULL = "Redis waiting queue is full";

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Redis> clients;
    private final Duration timeout;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private @Nullable Future<RedisConnection> connecting;
    private long failedAt = System.nanoTime() - PAUSE_AFTER_FAILURE.toNanos();
    private boolean failing;
    private boolean closed;
    private int breaks;

    private record Pending(Promise<Reply> promise, long since) {}

    Lane(Vertx vertx, Context context, Supplier<Redis> clients, Duration timeout) {
        this.vertx = vertx;
        this.context = context;
        this.clients = clients;
        this.timeout = timeout;
        var period = Math.max(1, timeout.toMillis() / CHECKS_PER_TIMEOUT);
        context.runOnContext(start -> vertx.setPeriodic(period, this::tick));
    }

    Future<Reply> send(Request request) {
        return send(request, false);
    }

    /** Redis Cluster's ASKING, which counts for the next command only, and then the command. */
    Future<Reply> sendAsking(Request request) {
        return send(request, true);
    }

    private Future<Reply> send(Request request, boolean asking) {
        Promise<Reply> promise = Promise.promise();
        pending.add(new Pending(promise, System.nanoTime()));
        var open = connection;
        if (open != null) {
            write(open, request, asking, promise);
        } else {
            connect()
                    .onSuccess(opened -> write(opened, request, asking, promise))
                    .onFailure(refused ->
                            promise.tryFail(new RedisFault(RedisFault.Kind.UNAVAILABLE, "Redis cannot be reached")));
        }
        return promise.future();
    }

    /** True while there is a connection that nothing bad was heard of. */
    boolean isOpen() {
        return connection != null;
    }

    /** True when the last attempt to connect failed, or somebody has waited too long for it. */
    boolean isFailing() {
        return failing;
    }

    /** Sends nothing any more, and ends the connection; what waits for an answer hears that it broke. */
    void close() {
        closed = true;
        pending.forEach(waiting -> waiting.promise()
                .tryFail(new RedisFault(RedisFault.Kind.LOST, "The connection to Redis was given up")));
        var own = client;
        if (own != null) {
            context.runOnContext(turn -> own.close());
        }
    }

    /** How often a connection of this lane has ended; what was sent before and after such an end went over two. */
    int breaks() {
        return breaks;
    }

    private void write(RedisConnection open, Request request, boolean asking, Promise<Reply> promise) {
        if (promise.future().isComplete()) {
            return;
        }
        if (asking) {
            open.send(Request.cmd(Command.ASKING));
        }
        open.send(request).onComplete(answer -> {
            if (answer.succeeded()) {
                promise.tryComplete(new Reply(answer.result()));
            } else {
                fail(open, promise, fault(answer.cause()));
            }
        });
    }

    /** What hears of a broken connection may send again at once, and has to get another one then. */
    private void fail(RedisConnection used, Promise<Reply> promise, RedisFault fault) {
        if (fault.kind() == RedisFault.Kind.LOST || fault.isElsewhere()) {
            drop(used);
        }
        promise.tryFail(fault);
    }

    /** Redis's own errors are answers too; the client reports its closed connection in the same clothes. */
    private static RedisFault fault(Throwable cause) {
        var line = String.valueOf(cause.getMessage());
        if (line.equals(QUEUE_IS_FULL)) {
            return new RedisFault(RedisFault.Kind.UNAVAILABLE, "Too many commands wait for Redis already");
        }
        return cause instanceof Response && !line.startsWith("CONNECTION_CLOSED")
                ? RedisFault.of(line)
                : new RedisFault(RedisFault.Kind.LOST, "The connection to Redis broke before the answer came");
    }

    private Future<RedisConnection> connect() {
        var current = connecting;
        if (current != null) {
            return current;
        }
        if (closed || System.nanoTime() - failedAt < PAUSE_AFTER_FAILURE.toNanos()) {
            return Future.failedFuture("Redis was out of reach a moment ago");
        }
        var attempt = open();
        connecting = attempt;
        attempt.onComplete(result -> {
            connecting = null;
            failing = result.failed();
            if (result.succeeded()) {
                opened(result.result());
            } else {
                failedAt = System.nanoTime();
            }
        });
        return attempt;
    }

    /** A client takes over the context that it is made on, and so its connection stays on this event loop. */
    private Future<RedisConnection> open() {
        Promise<RedisConnection> opened = Promise.promise();
        context.runOnContext(start -> {
            var own = client == null ? clients.get() : client;
            client = own;
            own.connect().onComplete(opened);
        });
        return opened.future();
    }

    private void opened(RedisConnection fresh) {
        if (closed || connection != null) {
            // Late: nobody waits for it any more.
            fresh.close();
            return;
        }
        connection = fresh;
        fresh.exceptionHandler(broken -> drop(fresh));
        fresh.endHandler(ended -> drop(fresh));
    }

    private void drop(RedisConnection broken) {
        if (connection == broken) {
            connection = null;
            breaks++;
            // Not at once: the client may be in the middle of handing its answers out.
            context.runOnContext(turn -> broken.close());
        }
    }

    private void tick(long timer) {
        if (closed) {
            vertx.cancelTimer(timer);
        } else {
            giveUpOnTheLate();
        }
    }

    private void giveUpOnTheLate() {
        while (!pending.isEmpty() && pending.peek().promise().future().isComplete()) {
            pending.poll();
        }
        var oldest = pending.peek();
        if (oldest == null || System.nanoTime() - oldest.since() < timeout.toNanos()) {
            return;
        }
        var late = new ArrayDeque<>(pending);
        pending.clear();
        failing = connecting != null;
        connecting = null;
        var silent = connection;
        if (silent != null) {
            drop(silent);
        }
        late.forEach(waiting -> waiting.promise()
                .tryFail(
                        new RedisFault(RedisFault.Kind.LATE, "Redis did not answer in " + timeout.toMillis() + " ms")));
    }
}
