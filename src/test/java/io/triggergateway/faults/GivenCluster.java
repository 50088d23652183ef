package io.triggergateway.faults;

import io.triggergateway.redis.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Redis Cluster of three masters, without replicas unless asked for, whose slots are served as far as their masters are there. */
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
            cluster.nodes.add(start(directory, i));
        }
        cluster.join();
        return cluster;
    }

    private static EmbeddedRedis start(Path directory, int index) {
        return EmbeddedRedis.start(
                directory.resolve("node-" + index),
                0,
                "--cluster-enabled",
                "yes",
                "--cluster-require-full-coverage",
                "no",
                "--cluster-node-timeout",
                "2000");
    }

    /** Adds a replica, which takes over when its master is gone for some two seconds; returns its index as a node. */
    public int addReplica(Path directory, int master) throws IOException {
        int index = nodes.size();
        nodes.add(start(directory, index));
        meet(index);
        var id = id(master);
        await(index, () -> call(index, "CLUSTER", "NODES").contains(id));
        await(index, () -> call(index, "CLUSTER", "REPLICATE", id).equals("+OK"));
        await(index, () -> call(index, "INFO", "replication").contains("master_link_status:up"));
        await(index, () -> call(master, "INFO", "replication").contains("state=online"));
        return index;
    }

    /** A node's name among the nodes. */
    public String id(int node) throws IOException {
        return call(node, "CLUSTER", "MYID").split("\r\n")[1];
    }

    private interface Look {
        boolean holds() throws IOException;
    }

    private static void await(int node, Look look) throws IOException {
        for (int i = 0; i < LOOKS; i++) {
            if (look.holds()) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("Expected node " + node + " to join the cluster, but it did not");
    }

    private void meet(int node) throws IOException {
        call(0, "CLUSTER", "MEET", "127.0.0.1", Integer.toString(nodes.get(node).port()));
    }

    private void join() throws IOException {
        for (int i = 0; i < MASTERS; i++) {
            var first = Integer.toString(SLOTS * i / MASTERS);
            var last = Integer.toString(SLOTS * (i + 1) / MASTERS - 1);
            call(i, "CLUSTER", "ADDSLOTSRANGE", first, last);
            call(i, "CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 1; i < MASTERS; i++) {
            meet(i);
        }
        await(0, this::isJoined);
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

    /** The addresses of all nodes. */
    public List<String> addresses() {
        return nodes.stream().map(EmbeddedRedis::address).toList();
    }

    @Override
    public void close() {
        nodes.forEach(EmbeddedRedis::stop);
    }
}
