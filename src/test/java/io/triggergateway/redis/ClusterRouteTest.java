package io.triggergateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.triggergateway.faults.FrozenProcess;
import io.triggergateway.faults.GivenCluster;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis Cluster whose nodes go, come back, hand slots over and are replaced. */
class ClusterRouteTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** Keys on the first, the second and the third master. */
    private static final List<String> KEYS = List.of("{3}key", "{1}key", "{0}key");

    @TempDir
    static Path directory;

    private static GivenCluster cluster;

    private Vertx vertx;
    private RedisLink link;

    @BeforeAll
    static void startsIt() throws IOException {
        cluster = GivenCluster.start(directory);
    }

    @AfterAll
    static void stopsIt() {
        cluster.close();
    }

    @BeforeEach
    void connects() {
        vertx = Vertx.vertx();
        link = link(TIMEOUT);
    }

    @AfterEach
    void disconnects() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private RedisLink link(Duration timeout) {
        return RedisLink.toCluster(
                vertx, List.of(cluster.node(0).address(), cluster.node(1).address()), timeout);
    }

    private static RedisFault.Kind kind(Runnable attempt) {
        var fault = catchThrowableOfType(RedisFault.class, attempt::run);
        assertThat(fault).isNotNull();
        return fault.kind();
    }

    private static <T> T eventually(Supplier<T> attempt) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                return attempt.get();
            } catch (RedisFault notYet) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return attempt.get();
    }

    private static void expectOk(Reply reply) {
        assertThat(reply.text()).isEqualTo("OK");
    }

    @Test
    void eachMasterHasItsKeys() throws IOException {
        for (int node = 0; node < KEYS.size(); node++) {
            expectOk(link.call("SET", KEYS.get(node), node));
            assertThat(cluster.call(node, "GET", KEYS.get(node))).endsWith("\r\n" + node);
            assertThat(link.nodeOf(KEYS.get(node)))
                    .contains("127.0.0.1:" + cluster.node(node).port());
        }
    }

    @Test
    void othersGoOnWhileAMasterIsGone() {
        KEYS.forEach(key -> expectOk(link.call("SET", key, 1)));
        for (int gone = 0; gone < KEYS.size(); gone++) {
            cluster.node(gone).kill();
            try {
                expectAllBut(gone, link);
                // And one that has not been there before.
                expectAllBut(gone, link(TIMEOUT));
            } finally {
                cluster.node(gone).restart();
            }
            var back = KEYS.get(gone);
            assertThat(eventually(() -> link.call("GET", back)).text()).isEqualTo("1");
        }
    }

    private static void expectAllBut(int gone, RedisLink link) {
        assertThat(link.call("PING").text()).isEqualTo("PONG");
        for (int node = 0; node < KEYS.size(); node++) {
            var key = KEYS.get(node);
            if (node == gone) {
                assertThat(kind(() -> link.call("GET", key))).isIn(RedisFault.Kind.UNAVAILABLE, RedisFault.Kind.LOST);
            } else {
                assertThat(link.call("GET", key).text()).isEqualTo("1");
            }
        }
    }

    @Test
    void othersGoOnWhileAMasterIsFrozen() throws IOException {
        KEYS.forEach(key -> expectOk(link.call("SET", key, 1)));
        var impatient = link(Duration.ofMillis(400));
        eventually(() -> impatient.call("GET", KEYS.getFirst()));
        FrozenProcess.redis(cluster.node(0).port(), () -> {
            assertThat(kind(() -> impatient.call("GET", KEYS.getFirst()))).isEqualTo(RedisFault.Kind.LATE);
            assertThat(eventually(() -> impatient.call("GET", KEYS.get(1))).text())
                    .isEqualTo("1");
            assertThat(eventually(() -> impatient.call("GET", KEYS.get(2))).text())
                    .isEqualTo("1");
        });
        assertThat(eventually(() -> impatient.call("GET", KEYS.getFirst())).text())
                .isEqualTo("1");
    }

    @Test
    void followsASlotToItsNewMasterAlsoWhileItMoves() throws IOException {
        var key = "{moving}key";
        int slot = Slots.of(key);
        assertThat(cluster.call(0, "CLUSTER", "KEYSLOT", key)).isEqualTo(":" + slot);
        expectOk(link.call("SET", key, "before"));
        int from = owner(slot);
        int to = (from + 1) % KEYS.size();

        cluster.call(to, "CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", cluster.id(from));
        cluster.call(from, "CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", cluster.id(to));
        assertThat(link.call("GET", key).text()).isEqualTo("before");
        expectOk(link.call("SET", "{moving}other", "asked"));

        cluster.call(
                from, "MIGRATE", "127.0.0.1", Integer.toString(cluster.node(to).port()), key, "0", "10000");
        assertThat(link.call("GET", key).text()).isEqualTo("before");
        for (int node : List.of(to, from)) {
            cluster.call(node, "CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", cluster.id(to));
        }

        assertThat(link.call("GET", key).text()).isEqualTo("before");
        assertThat(link.call("GET", "{moving}other").text()).isEqualTo("asked");
        assertThat(cluster.call(to, "GET", "{moving}other")).endsWith("asked");
        expectOk(link.call("SET", key, "after"));
        assertThat(cluster.call(to, "GET", key)).endsWith("after");
    }

    private int owner(int slot) {
        int perMaster = 16_384 / KEYS.size();
        return Math.min(slot / perMaster, KEYS.size() - 1);
    }

    @Test
    void aReplicaConfirmsAndTakesOver() throws IOException {
        try (var other = GivenCluster.start(directory.resolve("replicated"))) {
            int replica = other.addReplica(directory.resolve("replicated"), 0);
            var patient = RedisLink.toCluster(vertx, other.addresses(), TIMEOUT);
            var script = new Script(patient, "#!lua\nreturn redis.call('SET', KEYS[1], ARGV[1])");

            expectOk(RedisLink.await(script.runAndWait(List.of(KEYS.getFirst()), List.of("confirmed"), 1)));
            var impatient = RedisLink.toCluster(vertx, other.addresses(), Duration.ofSeconds(1));
            var hurried = new Script(impatient, "#!lua\nreturn redis.call('SET', KEYS[1], ARGV[1])");
            assertThat(kind(() -> RedisLink.await(hurried.runAndWait(List.of(KEYS.get(1)), List.of("alone"), 1))))
                    .as("a master without a replica")
                    .isEqualTo(RedisFault.Kind.NOT_DURABLE);

            other.node(0).kill();

            expectOk(eventually(() -> patient.call("SET", "{3}new", "1")));
            assertThat(patient.call("GET", KEYS.getFirst()).text()).isEqualTo("confirmed");
            assertThat(other.call(replica, "GET", KEYS.getFirst())).endsWith("confirmed");
        }
    }

    @Test
    void saysOfASingleRedisThatItIsOne() {
        var single = EmbeddedRedis.start(directory.resolve("single"), 0);
        try {
            var wrong = RedisLink.toCluster(vertx, List.of(single.address()), TIMEOUT);
            var masters = new Masters(wrong, new Keys("tg", 4));

            assertThat(masters.partitions()).hasSize(1);
            assertThat(masters.partitions().keySet())
                    .allMatch(master -> !masters.info(master).isClustered());
        } finally {
            single.stop();
        }
    }
}
