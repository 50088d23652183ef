package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.triggergateway.FourPartitions;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A gateway whose triggers are spread over four partitions, as on a Redis Cluster. */
@QuarkusTest
@TestProfile(FourPartitions.class)
class PartitionsTest {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";
    private static final String ADMIN = "Bearer test-token-of-an-admin";
    private static final int PARTITIONS = FourPartitions.COUNT;
    private static final int MANY = 20;

    private final Gateway gateway;
    private final RedisLink redis;
    private final Keys keys;

    PartitionsTest(Gateway gateway, RedisLink redis, Keys keys) {
        this.gateway = gateway;
        this.redis = redis;
        this.keys = keys;
    }

    private void register(String name, String path, String auth) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /webhooks/%s, auth: { type: %s } }
                """.formatted(name, path, auth));
    }

    private static ValidatableResponse post(String path, String id) {
        return given().contentType("application/json")
                .header("Idempotency-Key", id)
                .body("{}")
                .post(WEBHOOKS + "/" + path)
                .then();
    }

    /** Firing ids of the messages in a partition's stream, by trigger. */
    private Map<String, List<String>> firings(int partition) {
        var firings = new HashMap<String, List<String>>();
        for (var entry :
                redis.call("XRANGE", keys.handoff(partition, ""), "-", "+").items()) {
            var fields = new HashMap<String, String>();
            for (int i = 0; i < entry.at(1).size(); i += 2) {
                fields.put(entry.at(1).at(i).text(), entry.at(1).at(i + 1).text());
            }
            if (fields.containsKey("firingId")) {
                firings.computeIfAbsent(fields.get("trigger"), name -> new ArrayList<>())
                        .add(fields.get("firingId"));
            }
        }
        return firings;
    }

    /** The partitions whose keys carry the trigger's state. */
    private List<Integer> homes(String trigger) {
        return IntStream.range(0, PARTITIONS)
                .filter(partition ->
                        redis.call("EXISTS", keys.trigger(partition, trigger)).number() == 1)
                .boxed()
                .toList();
    }

    @Test
    void putsEachMessageIntoTheStreamOfItsTriggersPartition() {
        var used = new HashSet<Integer>();
        for (int i = 0; i < MANY; i++) {
            var name = "spread." + i;
            register(name, name, "none");
            String firing = post(name, "one").statusCode(202).extract().path("firingId");

            assertThat(homes(name)).hasSize(1);
            int home = homes(name).getFirst();
            used.add(home);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(firings(partition).getOrDefault(name, List.of()))
                        .as("%s in partition %d", name, partition)
                        .isEqualTo(partition == home ? List.of(firing) : List.of());
            }
        }
        assertThat(used).hasSizeGreaterThan(1);
    }

    @Test
    void knowsDuplicatesInEveryPartition() {
        for (int i = 0; i < MANY; i++) {
            var name = "twice." + i;
            register(name, name, "none");
            String firing = post(name, "one").statusCode(202).extract().path("firingId");
            post(name, "one").statusCode(200).body("firingId", equalTo(firing)).body("duplicate", equalTo(true));
            assertThat(firings(homes(name).getFirst()).get(name)).containsExactly(firing);
        }
    }

    @Test
    void keepsTheTriggersOfOnePathTogether() {
        register("path.owner", "path.shared", "none");
        for (int i = 0; i < MANY; i++) {
            register("path.sharer." + i, "path.shared", "shared");
        }
        var home = homes("path.owner");
        assertThat(home).hasSize(1);

        post("path.shared", "one").statusCode(202);
        var expected = new TreeSet<>(List.of("path.owner"));
        for (int i = 0; i < MANY; i++) {
            assertThat(homes("path.sharer." + i)).isEqualTo(home);
            expected.add("path.sharer." + i);
        }
        assertThat(firings(home.getFirst())).containsKeys(expected.toArray(String[]::new));
    }

    @Test
    void findsFiringsByIdAndInTheList() {
        for (int i = 0; i < MANY; i++) {
            var name = "found." + i;
            register(name, name, "none");
            String firing = post(name, "one").statusCode(202).extract().path("firingId");
            given().header("Authorization", ADMIN)
                    .get("/api/_triggers/" + name + "/firings/" + firing)
                    .then()
                    .statusCode(200)
                    .body("firingId", equalTo(firing))
                    .body("trigger", equalTo(name));
            given().header("Authorization", ADMIN)
                    .get("/api/_triggers/" + name + "/firings")
                    .then()
                    .statusCode(200)
                    .body("items.firingId", equalTo(List.of(firing)));
        }
        given().header("Authorization", ADMIN)
                .get("/api/_triggers/handoff/messages?limit=500")
                .then()
                .body("items.findAll { it.trigger.startsWith('found.') }.size()", equalTo(MANY));
    }
}
