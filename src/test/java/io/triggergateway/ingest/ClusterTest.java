package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Masters;
import io.triggergateway.redis.RedisLink;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway on a Redis Cluster whose four partitions lie on all three masters. */
@QuarkusTest
@TestProfile(ClusterTest.OnCluster.class)
class ClusterTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int PARTITIONS = 4;
    private static final int MANY = 16;
    private static final int TRIES = 20_000;
    /** By the hash of {3}; it is alone there. */
    private static final int ON_THE_FIRST_NODE = 3;
    /** On the third, by the hash of {0}. */
    private static final int WITH_THE_REGISTRY = 0;

    private final Gateway gateway;
    private final RedisLink redis;
    private final Keys keys;
    private final Masters masters;
    private final ClusteredRedis clustered;

    ClusterTest(
            Gateway gateway,
            RedisLink redis,
            Keys keys,
            Masters masters,
            @Identifier("clustered") ClusteredRedis clustered) {
        this.gateway = gateway;
        this.redis = redis;
        this.keys = keys;
        this.masters = masters;
        this.clustered = clustered;
    }

    /** The profile: a Redis Cluster. */
    public static final class OnCluster implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.redis.hosts-provider-name", "clustered",
                    "quarkus.redis.client-type", "cluster",
                    "gateway.partitions", Integer.toString(PARTITIONS));
        }
    }

    @BeforeEach
    void isReady() {
        eventually("ready", () -> given().get("/q/health/ready").statusCode() == 200);
    }

    private static void eventually(String what, BooleanSupplier holds) {
        for (int i = 0; i < TRIES; i++) {
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("Expected " + what + ", but it did not come about");
    }

    private static Response deliver(String name, String id) {
        return given().contentType("application/json")
                .header("Idempotency-Key", id)
                .body("{}")
                .post(ROOT + "webhooks/" + name);
    }

    private static Response admin(String path, String body) {
        return given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType("application/json")
                .body(body)
                .post(ROOT + path);
    }

    private void registerWebhook(String name) {
        gateway.register(
                "name: %s\ntype: webhook\nendpoint: { path: /%s, auth: { type: none } }\n".formatted(name, name));
    }

    private static String hook(int partition, int index) {
        return "half.%d.hook.%d".formatted(partition, index);
    }

    private boolean isOn(int node, int partition) {
        var address = "127.0.0.1:" + clustered.cluster().node(node).port();
        return masters.partitions().get(address).contains(partition);
    }

    private int home(String trigger) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (redis.call("EXISTS", keys.trigger(partition, trigger)).number() == 1) {
                return partition;
            }
        }
        throw new AssertionError(trigger + " is in no partition");
    }

    @Test
    void servesWebhooksEventsAndSchedulesFromAllMasters() throws Exception {
        var used = new TreeSet<Integer>();
        for (int i = 0; i < MANY; i++) {
            var hook = "cluster.hook." + i;
            registerWebhook(hook);
            deliver(hook, "one").then().statusCode(202);
            deliver(hook, "one").then().statusCode(200).body("duplicate", equalTo(true));
            used.add(home(hook));

            gateway.register("name: cluster.event.%d\ntype: event\n".formatted(i));
            admin("cluster.event." + i + "/emit", "{}").then().statusCode(202);
            gateway.register("name: cluster.plan.%d\ntype: schedule\nschedule: { interval: 1s }\n".formatted(i));
        }
        assertThat(used).containsExactly(0, 1, 2, 3);
        for (int i = 0; i < MANY; i++) {
            var plan = "cluster.plan." + i;
            eventually(
                    plan + " to fire",
                    () -> redis.call("XLEN", keys.firings(home(plan), plan)).number() > 0);
        }
        for (int node = 0; node < 3; node++) {
            assertThat(clustered.cluster().call(node, "DBSIZE")).isNotEqualTo(":0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ON_THE_FIRST_NODE, WITH_THE_REGISTRY})
    void othersGoOnWhileAMasterIsGone(int partition) {
        var homes = new int[MANY];
        for (int i = 0; i < MANY; i++) {
            registerWebhook(hook(partition, i));
            homes[i] = home(hook(partition, i));
        }
        int node = partition == WITH_THE_REGISTRY ? 2 : 0;
        assertThat(isOn(node, partition)).isTrue();

        clustered.cluster().node(node).kill();
        try {
            for (int i = 0; i < MANY; i++) {
                boolean there = !isOn(node, homes[i]);
                var answer = deliver(hook(partition, i), "during");
                assertThat(answer.statusCode()).as("in partition %d", homes[i]).isEqualTo(there ? 202 : 503);
                if (!there) {
                    assertThat(answer.header("Retry-After")).isNotEmpty();
                }
            }
            given().get("/q/health/ready").then().statusCode(200);
            eventually(
                    "readiness to tell of it",
                    () -> given().get("/q/health/ready")
                            .asString()
                            .contains("\"partitionsOutOfReach\": \"[" + partition));
        } finally {
            clustered.cluster().node(node).restart();
        }
        for (int i = 0; i < MANY; i++) {
            var hook = hook(partition, i);
            eventually(
                    hook + " to be accepted again",
                    () -> deliver(hook, "during").statusCode() < 300);
        }
    }
}
