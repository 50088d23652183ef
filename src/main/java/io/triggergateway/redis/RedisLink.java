package io.triggergateway.redis;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The way to Redis: one connection per event loop, on which commands go out as they come. A pool would take a whole
 * connection for every command, so that nothing is pipelined, and fails when its queue is full.
 */
public final class RedisLink {
    private static final int MOST_WAITING = 8192;

    private final Vertx vertx;
    private final Supplier<Redis> clients;
    private final Duration timeout;
    private final Context ownContext;
    private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<Thread, DurableLane> durableLanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param clients makes a client for the event loop that it is called on */
    RedisLink(Vertx vertx, Supplier<Redis> clients, Duration timeout) {
        this.vertx = vertx;
        this.clients = clients;
        this.timeout = timeout;
        this.ownContext = vertx.getOrCreateContext();
    }

    /** A link outside of the service, for tests and tools. */
    public static RedisLink to(Vertx vertx, String address, Duration timeout) {
        // Like the service's own client: answers are those of the second version of the protocol.
        var options = new RedisOptions()
                .setConnectionString(address)
                .setProtocolNegotiation(false)
                .setMaxWaitingHandlers(MOST_WAITING);
        return new RedisLink(vertx, () -> Redis.createClient(vertx, options), timeout);
    }

    /**
     * A link with connections of its own, for commands that wait at Redis: on a shared one they would hold up all others.
     *
     * @param longest how long such a command waits there at most
     */
    public RedisLink forBlocking(Duration longest) {
        return new RedisLink(vertx, clients, timeout.plus(longest));
    }

    /** Sends a command; fails with {@link RedisFault} only. On an event loop the answer comes back on the same one. */
    public Future<Reply> send(String command, Object... arguments) {
        return send(request(command, List.of(arguments)));
    }

    /** Sends a command and waits; for virtual threads, never on an event loop. */
    public Reply call(String command, Object... arguments) {
        return await(send(command, arguments));
    }

    /** Waits for an answer; for virtual threads, never on an event loop. Throws {@link RedisFault} only. */
    public static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RedisFault fault
                    ? fault.again()
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RedisFault(RedisFault.Kind.LATE, "Stopped while waiting for Redis");
        }
    }

    /** Sends nothing any more: what asks later hears that Redis is away. */
    void close() {
        closed = true;
    }

    Future<Reply> send(Request request) {
        return onLoop(() -> lane().send(request));
    }

    /** A write, and then the wait for its replicas, on one connection and in this order. */
    Future<Reply> sendAndWait(Request request, int replicas) {
        return onLoop(() -> durableLane().send(request, replicas));
    }

    static Request request(String command, List<?> arguments) {
        return append(Request.cmd(Command.create(command)), arguments);
    }

    static Request append(Request request, List<?> arguments) {
        for (var argument : arguments) {
            if (argument instanceof byte[] bytes) {
                request.arg(bytes);
            } else {
                request.arg(argument.toString());
            }
        }
        return request;
    }

    private Future<Reply> onLoop(Supplier<Future<Reply>> work) {
        if (closed) {
            return Future.failedFuture(new RedisFault(RedisFault.Kind.UNAVAILABLE, "The gateway is stopping"));
        }
        if (Context.isOnEventLoopThread()) {
            return work.get();
        }
        var promise = Promise.<Reply>promise();
        ownContext.runOnContext(ignored -> onLoop(work).onComplete(promise));
        return promise.future();
    }

    private Lane lane() {
        return lanes.computeIfAbsent(Thread.currentThread(), thread -> newLane(vertx.getOrCreateContext()));
    }

    private DurableLane durableLane() {
        return durableLanes.computeIfAbsent(Thread.currentThread(), thread -> {
            var context = vertx.getOrCreateContext();
            return new DurableLane(VertxContext.getRootContext(context), newLane(context), timeout);
        });
    }

    private Lane newLane(Context context) {
        return new Lane(vertx, VertxContext.getRootContext(context), clients, timeout);
    }
}
