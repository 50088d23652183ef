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
import io.triggergateway.redis.RedisLink;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway on a Redis Cluster whose four partitions lie on all three masters. */
@QuarkusTest
@TestProfile(ClusterTest.OnCluster.class)
class ClusterTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int PARTITIONS = 4;
    private static final int MANY = 16;
    private static final int TRIES = 20_000;
    /** By the hash of {3}. */
    private static final int ON_THE_FIRST_NODE = 3;

    private final Gateway gateway;
    private final RedisLink redis;
    private final Keys keys;
    private final ClusteredRedis clustered;

    ClusterTest(Gateway gateway, RedisLink redis, Keys keys, @Identifier("clustered") ClusteredRedis clustered) {
        this.gateway = gateway;
        this.redis = redis;
        this.keys = keys;
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

    @Test
    void asksSendersToComeBackWhileAMasterIsGone() {
        var homes = new int[MANY];
        for (int i = 0; i < MANY; i++) {
            registerWebhook("half.hook." + i);
            homes[i] = home("half.hook." + i);
        }

        clustered.cluster().node(0).kill();
        try {
            for (int i = 0; i < MANY; i++) {
                var hook = "half.hook." + i;
                int status = deliver(hook, "during").statusCode();
                assertThat(status).as(hook).isIn(homes[i] == ON_THE_FIRST_NODE ? List.of(503) : List.of(202, 503));
            }
        } finally {
            clustered.cluster().node(0).restart();
        }
        for (int i = 0; i < MANY; i++) {
            var hook = "half.hook." + i;
            eventually(
                    hook + " to be accepted again",
                    () -> deliver(hook, "during").statusCode() < 300);
        }
    }
}
