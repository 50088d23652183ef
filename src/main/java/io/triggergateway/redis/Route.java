package io.triggergateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import java.util.Optional;

/** How commands get to Redis from one event loop; used on that loop only. */
interface Route {
    /** @param key decides which node the command is for; empty where any will do */
    Future<Reply> send(String key, Request request);

    /** A write, and then the wait for its replicas, on one connection and in this order. */
    Future<Reply> sendAndWait(String key, Request request, int replicas);

    /** To a node that {@link #nodeOf} named, whatever keys the command has. */
    Future<Reply> sendTo(String node, Request request);

    /** The master that has a key; empty when none has. */
    Future<Optional<String>> nodeOf(String key);
}
