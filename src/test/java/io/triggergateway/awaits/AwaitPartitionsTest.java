package io.triggergateway.awaits;

import static io.restassured.RestAssured.given;
import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.post;
import static io.triggergateway.awaits.GivenAwaits.put;
import static io.triggergateway.awaits.GivenAwaits.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.triggergateway.FourPartitions;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Awaits that are spread over four partitions, as on a Redis Cluster. */
@QuarkusTest
@TestProfile(FourPartitions.class)
class AwaitPartitionsTest {
    private static final int PARTITIONS = FourPartitions.COUNT;
    private static final int MANY = 24;

    private final RedisLink redis;
    private final Keys keys;
    private final Leftovers leftovers;

    AwaitPartitionsTest(RedisLink redis, Keys keys, Leftovers leftovers) {
        this.redis = redis;
        this.keys = keys;
        this.leftovers = leftovers;
    }

    private boolean exists(String key) {
        return redis.call("EXISTS", key).number() == 1;
    }

    private String noted(int partition, Place place) {
        var entry = redis.call("HGET", keys.runAwaits(partition, place.runId()), place.text())
                .textOrNull();
        return entry == null ? "" : entry;
    }

    @Test
    void awaitsForEventsLiveWithTheirTrigger() {
        as("admin")
                .body("{\"name\": \"parts.event\", \"type\": \"event\"}")
                .post("/api/_triggers")
                .then()
                .statusCode(201);
        int there = keys.partitionFor("parts.event");
        var event = "{\"type\": \"event\", \"event\": \"parts.event\"}";
        var homes = new TreeSet<Integer>();
        for (int i = 0; i < MANY; i++) {
            var place = new Place("parts-event-" + i, "s");
            homes.add(place.home(keys));
            put(place.runId(), "s", event).statusCode(201);
            int home = place.home(keys);
            assertThat(noted(home, place)).isNotEmpty();
            assertThat(noted(there, place)).isNotEmpty();
            long generation = Long.parseLong(noted(home, place).split(" ")[1]);
            assertThat(exists(keys.await(there, generation))).isTrue();
            put(place.runId(), "s", event).statusCode(200);
            put(place.runId(), "s", "{\"type\": \"time\", \"delay\": \"1h\"}").statusCode(409);
            as("viewer").get(ROOT + "/" + place.runId()).then().body("items", hasSize(1));

            post("engine", place.runId(), "s", "cancel", "").statusCode(200);

            assertThat(noted(home, place)).isEmpty();
            assertThat(noted(there, place)).isEmpty();
            assertThat(exists(keys.await(there, generation))).isFalse();
            as("viewer").get(ROOT + "/" + place.runId() + "/s").then().statusCode(410);
            put(place.runId(), "s", event).statusCode(200).body("outcome", equalTo("cancelled"));
            put(place.runId(), "s", "{\"type\": \"time\", \"delay\": \"1h\"}").statusCode(409);
        }
        assertThat(homes).hasSize(PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(exists(keys.awaitsCheck(partition))).isFalse();
        }
    }

    @Test
    void runsOfTheGatewayAreAtHomeWhereTheyWereMade() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(new Place("r" + partition + "-abc", "s").home(keys)).isEqualTo(partition);
        }
        assertThat(new Place("r99-abc", "s").home(keys)).isBetween(0, PARTITIONS - 1);
    }

    @Test
    void urlsFindTheirPartition() {
        var seen = new TreeSet<Character>();
        for (int i = 0; i < MANY; i++) {
            var made = url("parts-url-" + i, "s", "{\"type\": \"webhook\"}");
            seen.add(made.charAt("/api/_triggers/webhooks/awaits/".length()));
            var own = url("parts-url-" + i, "t", "{\"type\": \"webhook\", \"path\": \"/parts/%d\"}".formatted(i));
            for (var url : List.of(made, own)) {
                given().urlEncodingEnabled(false)
                        .contentType("application/json")
                        .body("{}")
                        .post(url)
                        .then()
                        .statusCode(202);
                given().urlEncodingEnabled(false)
                        .contentType("application/json")
                        .body("{}")
                        .post(url)
                        .then()
                        .statusCode(410);
            }
        }
        assertThat(seen).hasSize(PARTITIONS);
        assertThat(redis.call("HLEN", keys.registry("await-paths")).number()).isZero();
    }

    @Test
    void listsGoThroughAllPartitions() {
        for (int i = 0; i < MANY; i++) {
            put("parts-list-" + i, "s", "{\"type\": \"until\", \"at\": \"2199-01-01T00:00:00Z\"}")
                    .statusCode(201);
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var request = as("viewer").queryParam("kind", "until").queryParam("limit", 5);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get(ROOT)
                    .then()
                    .statusCode(200);
            seen.addAll(page.extract().path("items.runId"));
            cursor = page.extract().path("nextCursor");
        } while (cursor != null);
        assertThat(seen).hasSize(MANY).doesNotHaveDuplicates();
        leftovers.look();
        as("viewer").queryParam("kind", "until").get(ROOT).then().body("items", hasSize(MANY));
    }
}
