package io.triggergateway.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Redis that has all keys, or one node of a cluster: a connection, and another one for writes that wait. */
final class SingleRoute implements Route {
    /** It has no name, as there is no other. */
    private static final String NODE = "";

    private final Supplier<Lane> lanes;
    private final Context context;
    private final Duration timeout;
    private final Lane lane;
    private @Nullable Lane waiting;
    private @Nullable DurableLane durable;

    /** @param clients makes a client for the event loop that it is called on */
    SingleRoute(Vertx vertx, Context context, Supplier<Redis> clients, Duration timeout) {
        this.lanes = () -> new Lane(vertx, context, clients, timeout);
        this.context = context;
        this.timeout = timeout;
        this.lane = lanes.get();
    }

    @Override
    public Future<Reply> send(String key, Request request) {
        return lane.send(request);
    }

    @Override
    public Future<Reply> sendAndWait(String key, Request request, int replicas) {
        return durable().send(request, replicas);
    }

    /** For a key that moves to this node: it takes the command only after a word about that. */
    Future<Reply> sendAsking(Request request) {
        return lane.sendAsking(request);
    }

    @Override
    public Future<Reply> sendTo(String node, Request request) {
        return lane.send(request);
    }

    @Override
    public Future<Optional<String>> nodeOf(String key) {
        return Future.succeededFuture(Optional.of(NODE));
    }

    /** True while there is a connection that nothing bad was heard of. */
    boolean isOpen() {
        return lane.isOpen();
    }

    /** True when the last attempt to connect failed or took too long. */
    boolean isFailing() {
        return lane.isFailing();
    }

    /** Ends the connections; what waits for an answer hears that they broke. */
    void close() {
        lane.close();
        if (waiting != null) {
            waiting.close();
        }
    }

    private DurableLane durable() {
        var current = durable;
        if (current == null) {
            var own = lanes.get();
            waiting = own;
            current = new DurableLane(context, own, timeout);
            durable = current;
        }
        return current;
    }
}
