package io.triggergateway.redis;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Redis that is configured: one, one behind Sentinels, or many in a cluster. The platform's client for a cluster
 * wants connections to all masters or has none, so that each node gets a client of its own.
 */
final class Nodes {
    private static final int STANDARD_PORT = 6379;

    private final Vertx vertx;
    private final RedisOptions options;

    Nodes(Vertx vertx, RedisOptions options) {
        this.vertx = vertx;
        this.options = options;
    }

    boolean areCluster() {
        return options.getType() == RedisClientType.CLUSTER;
    }

    /** The way to it from one event loop, whose root context is given. */
    Route route(Context context, Duration timeout) {
        var common = hurried(timeout);
        return areCluster()
                ? new ClusterRoute(
                        options.getEndpoints().stream().map(Nodes::hostAndPort).toList(),
                        node -> single(context, node(common, node), timeout))
                : single(context, common, timeout);
    }

    private SingleRoute single(Context context, RedisOptions its, Duration timeout) {
        return new SingleRoute(vertx, context, () -> Redis.createClient(vertx, fresh(its)), timeout);
    }

    /** A client for Sentinels changes the order of its list. */
    private static RedisOptions fresh(RedisOptions its) {
        return new RedisOptions(its).setEndpoints(new ArrayList<>(its.getEndpoints()));
    }

    /** A host that swallows everything must leave time to ask another one, such as the next Sentinel. */
    private RedisOptions hurried(Duration timeout) {
        var copy = new RedisOptions(options);
        var net = new NetClientOptions(copy.getNetClientOptions());
        net.setConnectTimeout(Math.min(net.getConnectTimeout(), Math.max(1, (int) timeout.toMillis() / 4)));
        return copy.setNetClientOptions(net);
    }

    /** With the scheme and the credentials of the address that is configured. */
    private static RedisOptions node(RedisOptions common, String hostAndPort) {
        var seed = URI.create(common.getEndpoints().getFirst());
        var user = seed.getRawAuthority().substring(0, seed.getRawAuthority().lastIndexOf('@') + 1);
        var query = Optional.ofNullable(seed.getRawQuery()).map(words -> "?" + words);
        var address = seed.getScheme() + "://" + user + hostAndPort + query.orElse("");
        return new RedisOptions(common).setType(RedisClientType.STANDALONE).setEndpoints(List.of(address));
    }

    private static String hostAndPort(String address) {
        // Not the host: names with an underscore, as container systems give them, are none to this class.
        var authority = URI.create(address).getRawAuthority();
        var node = authority.substring(authority.lastIndexOf('@') + 1);
        return node.matches(".*:\\d+") ? node : node + ":" + STANDARD_PORT;
    }
}
