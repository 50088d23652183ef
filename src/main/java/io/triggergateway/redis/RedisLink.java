package io.triggergateway.redis;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Nodes nodes;
    private final Duration timeout;
    private final Context ownContext;
    private final Map<Thread, Route> routes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RedisLink(Vertx vertx, RedisOptions options, Duration timeout) {
        this(vertx, new Nodes(vertx, options), timeout);
    }

    private RedisLink(Vertx vertx, Nodes nodes, Duration timeout) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.timeout = timeout;
        this.ownContext = vertx.getOrCreateContext();
    }

    /** A link outside of the service, for tests and tools. */
    public static RedisLink to(Vertx vertx, String address, Duration timeout) {
        return new RedisLink(vertx, options().setConnectionString(address), timeout);
    }

    /** The same to a Redis Cluster, of which some nodes are known. */
    public static RedisLink toCluster(Vertx vertx, List<String> addresses, Duration timeout) {
        return new RedisLink(
                vertx, options().setType(RedisClientType.CLUSTER).setEndpoints(new ArrayList<>(addresses)), timeout);
    }

    /** The same to the master that Sentinels name. */
    public static RedisLink toSentinels(Vertx vertx, List<String> addresses, String master, Duration timeout) {
        return new RedisLink(
                vertx,
                options()
                        .setType(RedisClientType.SENTINEL)
                        .setRole(RedisRole.MASTER)
                        .setMasterName(master)
                        .setEndpoints(new ArrayList<>(addresses)),
                timeout);
    }

    /** Like the service's own: answers are those of the second version of the protocol. */
    private static RedisOptions options() {
        return new RedisOptions().setProtocolNegotiation(false).setMaxWaitingHandlers(MOST_WAITING);
    }

    /**
     * A link with connections of its own, for commands that wait at Redis: on a shared one they would hold up all others.
     *
     * @param longest how long such a command waits there at most
     */
    public RedisLink forBlocking(Duration longest) {
        return new RedisLink(vertx, nodes, timeout.plus(longest));
    }

    /** Sends a command; fails with {@link RedisFault} only. On an event loop the answer comes back on the same one. */
    public Future<Reply> send(String command, Object... arguments) {
        var all = List.of(arguments);
        return send(RoutingKey.of(command, all), request(command, all));
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

    /** True when it is meant for a Redis Cluster. */
    public boolean isForCluster() {
        return nodes.areCluster();
    }

    /** Sends a command to one Redis, named as {@link #nodeOf} does, and waits; to any when the name is empty. */
    Reply callAt(String node, String command, Object... arguments) {
        return await(onLoop(() -> route().sendTo(node, request(command, List.of(arguments)))));
    }

    /** The Redis that has a key: always the same one, or a master of a cluster; empty when none has it. Waits. */
    Optional<String> nodeOf(String key) {
        return await(onLoop(() -> route().nodeOf(key)));
    }

    /** @param key decides which node of a cluster the command is for; empty where any will do */
    Future<Reply> send(String key, Request request) {
        return onLoop(() -> route().send(key, request));
    }

    /** A write, and then the wait for its replicas, on one connection and in this order. */
    Future<Reply> sendAndWait(String key, Request request, int replicas) {
        return onLoop(() -> route().sendAndWait(key, request, replicas));
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

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        if (closed) {
            return Future.failedFuture(new RedisFault(RedisFault.Kind.UNAVAILABLE, "The gateway is stopping"));
        }
        if (Context.isOnEventLoopThread()) {
            return work.get();
        }
        Promise<T> promise = Promise.promise();
        ownContext.runOnContext(ignored -> onLoop(work).onComplete(promise));
        return promise.future();
    }

    private Route route() {
        return routes.computeIfAbsent(
                Thread.currentThread(),
                thread -> nodes.route(VertxContext.getRootContext(vertx.getOrCreateContext()), timeout));
    }
}
