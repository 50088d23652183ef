package io.triggergateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster: connections to each master that break and come back by themselves, so that one that is away troubles
 * nobody but its own keys. Who has them is asked once, and again when a node says otherwise or does not answer.
 */
final class ClusterRoute implements Route {
    /** While slots move, one node may send us to another and that one back. */
    private static final int MOST_REDIRECTIONS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final List<String> seeds;
    private final Function<String, SingleRoute> opener;
    private final Map<String, SingleRoute> routes = new HashMap<>();
    private Slots slots = Slots.unknown();
    private @Nullable Future<Slots> look;
    private long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    /**
     * @param seeds host:port of some nodes
     * @param opener makes the way to a node, given as host:port
     */
    ClusterRoute(List<String> seeds, Function<String, SingleRoute> opener) {
        this.seeds = seeds;
        this.opener = opener;
    }

    /** One way of sending to a node. */
    private interface Sending {
        Future<Reply> to(SingleRoute route);
    }

    @Override
    public Future<Reply> send(String key, Request request) {
        return follow(key, 0, route -> route.send(key, request), route -> route.sendAsking(request));
    }

    @Override
    public Future<Reply> sendAndWait(String key, Request request, int replicas) {
        return follow(
                key,
                0,
                route -> route.sendAndWait(key, request, replicas),
                // A wait would have to follow on the same connection; the sender's retry finds the key at its new home.
                route -> Future.failedFuture(RedisFault.unavailable("The key is moving to another node")));
    }

    @Override
    public Future<Reply> sendTo(String node, Request request) {
        return node.isEmpty()
                ? send("", request)
                : route(node).send("", request).onFailure(failure -> lookAgain(node));
    }

    @Override
    public Future<Optional<String>> nodeOf(String key) {
        return known().map(all -> Optional.ofNullable(all.node(Slots.of(key))));
    }

    private Future<Reply> follow(String key, int redirections, Sending plain, Sending asking) {
        return (key.isEmpty() ? anyNode() : owner(Slots.of(key)))
                .compose(node -> plain.to(route(node))
                        .recover(failure -> failure instanceof RedisFault fault
                                ? elsewhere(key, node, fault, redirections, plain, asking)
                                : Future.failedFuture(failure)));
    }

    private Future<Reply> elsewhere(
            String key, String node, RedisFault fault, int redirections, Sending plain, Sending asking) {
        var redirection = Redirection.of(fault, host(node));
        if (redirection == null) {
            if (fault.kind() != RedisFault.Kind.BROKEN) {
                lookAgain(node);
            }
            return key.isEmpty() && isGone(fault) && redirections < MOST_REDIRECTIONS
                    ? follow(key, redirections + 1, plain, asking)
                    : Future.failedFuture(fault);
        }
        if (redirections == MOST_REDIRECTIONS) {
            return Future.failedFuture(fault);
        }
        if (!redirection.forGood()) {
            return asking.to(route(redirection.node()));
        }
        slots = slots.with(redirection.slot(), redirection.node());
        lookAgain("");
        return follow(key, redirections + 1, plain, asking);
    }

    /** Without waiting: what any node may answer has another one at once. */
    private static boolean isGone(RedisFault fault) {
        return fault.kind() == RedisFault.Kind.UNAVAILABLE || fault.kind() == RedisFault.Kind.LOST;
    }

    private Future<Slots> known() {
        return slots.isEmpty() ? lookNow("") : Future.succeededFuture(slots);
    }

    private Future<String> owner(int slot) {
        return known().compose(all -> {
            var node = all.node(slot);
            if (node != null) {
                return Future.succeededFuture(node);
            }
            lookAgain("");
            return Future.failedFuture(RedisFault.unavailable("No node of the cluster serves slot " + slot));
        });
    }

    /** One that answers, as far as that is known. */
    private Future<String> anyNode() {
        return known().map(all -> {
            var nodes = all.nodes();
            return nodes.stream()
                    .filter(node -> route(node).isOpen())
                    .findFirst()
                    .or(() -> nodes.stream()
                            .filter(node -> !route(node).isFailing())
                            .findFirst())
                    .orElse(nodes.getFirst());
        });
    }

    private void lookAgain(String except) {
        if (System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos()) {
            lookNow(except);
        }
    }

    /** Not at the one that is in trouble: cut off from the others, it would still take itself for the master. */
    private Future<Slots> lookNow(String except) {
        var current = look;
        if (current != null) {
            return current;
        }
        lookedAt = System.nanoTime();
        var found = ask(except);
        look = found;
        found.onComplete(end -> look = null);
        return found;
    }

    private Future<Slots> ask(String except) {
        var candidates = new LinkedHashSet<>(slots.nodes());
        candidates.addAll(seeds);
        if (candidates.size() > 1) {
            candidates.remove(except);
        }
        var answers = new ArrayList<Future<Slots>>();
        candidates.forEach(node -> answers.add(slotsAt(node)));
        return Future.any(answers)
                .map(one -> answers.stream()
                        .filter(Future::succeeded)
                        .findFirst()
                        .orElseThrow()
                        .result())
                .onSuccess(this::learn)
                .recover(none -> Future.failedFuture(RedisFault.unavailable("No node of the Redis Cluster answers")));
    }

    private Future<Slots> slotsAt(String node) {
        return route(node)
                .send("", Request.cmd(Command.CLUSTER).arg("SLOTS"))
                .map(answer -> Slots.of(answer, host(node)))
                .recover(failure ->
                        isNoCluster(failure) ? Future.succeededFuture(Slots.allAt(node)) : Future.failedFuture(failure))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(RedisFault.unavailable("The Redis Cluster serves no slots"))
                        : Future.succeededFuture(found));
    }

    /** A Redis of its own has all slots; that it is the wrong kind, others find out and say. */
    private static boolean isNoCluster(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("cluster support disabled");
    }

    private void learn(Slots found) {
        slots = found;
        var needed = new LinkedHashSet<>(found.nodes());
        needed.addAll(seeds);
        routes.entrySet().removeIf(route -> {
            boolean gone = !needed.contains(route.getKey());
            if (gone) {
                route.getValue().close();
            }
            return gone;
        });
    }

    private SingleRoute route(String node) {
        return routes.computeIfAbsent(node, opener);
    }

    private static String host(String node) {
        return node.substring(0, node.lastIndexOf(':'));
    }
}
