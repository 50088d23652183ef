package io.triggergateway.faults;

import io.triggergateway.redis.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Redis Cluster of three masters, without replicas, whose slots are served as far as their masters are there. */
public final class GivenCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int LOOKS = 100_000;

    private final List<EmbeddedRedis> nodes = new ArrayList<>();

    private GivenCluster() {}

    /** Starts it and returns when each node knows all others. */
    public static GivenCluster start(Path directory) throws IOException {
        var cluster = new GivenCluster();
        for (int i = 0; i < MASTERS; i++) {
            cluster.nodes.add(EmbeddedRedis.start(
                    directory.resolve("node-" + i),
                    0,
                    "--cluster-enabled",
                    "yes",
                    "--cluster-require-full-coverage",
                    "no",
                    "--cluster-node-timeout",
                    "2000"));
        }
        cluster.join();
        return cluster;
    }

    private void join() throws IOException {
        for (int i = 0; i < MASTERS; i++) {
            var first = Integer.toString(SLOTS * i / MASTERS);
            var last = Integer.toString(SLOTS * (i + 1) / MASTERS - 1);
            call(i, "CLUSTER", "ADDSLOTSRANGE", first, last);
            call(i, "CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 1; i < MASTERS; i++) {
            call(
                    0,
                    "CLUSTER",
                    "MEET",
                    "127.0.0.1",
                    Integer.toString(nodes.get(i).port()));
        }
        for (int look = 0; look < LOOKS && !isJoined(); look++) {
            Thread.onSpinWait();
        }
    }

    private boolean isJoined() throws IOException {
        for (int i = 0; i < MASTERS; i++) {
            var info = call(i, "CLUSTER", "INFO");
            if (!info.contains("cluster_state:ok")
                    || !info.contains("cluster_slots_ok:" + SLOTS)
                    || !info.contains("cluster_known_nodes:" + MASTERS)) {
                return false;
            }
        }
        return true;
    }

    /** Sends a command to one node and gives its reply as it stands on the wire. */
    public String call(int node, String... command) throws IOException {
        try (var connection = RawRedis.connect(nodes.get(node).port())) {
            return connection.call(command);
        }
    }

    /** One of its masters; they have the slots in order. */
    public EmbeddedRedis node(int index) {
        return nodes.get(index);
    }

    /** The addresses of all. */
    public List<String> addresses() {
        return nodes.stream().map(EmbeddedRedis::address).toList();
    }

    @Override
    public void close() {
        nodes.forEach(EmbeddedRedis::stop);
    }
}
