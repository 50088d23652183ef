package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.handoff.SignalCounter;
import io.triggergateway.handoff.Streams;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(HandoffApiTest.TwoPartitions.class)
class HandoffApiTest {
    private static final String ROOT = "/api/_triggers/handoff";
    private static final int LOOKS = 100_000;

    private final RedisLink redis;
    private final Keys keys;
    private final Streams streams;
    private final SignalCounter counter;

    HandoffApiTest(RedisLink redis, Keys keys, Streams streams, SignalCounter counter) {
        this.redis = redis;
        this.keys = keys;
        this.streams = streams;
        this.counter = counter;
    }

    /** The profile; the sweeps of the service itself find nothing, as nothing is idle for so long. */
    public static final class TwoPartitions implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gateway.partitions", "2");
        }
    }

    private static RequestSpecification as(String who) {
        return given().header("Authorization", "Bearer test-token-of-" + who);
    }

    private static RequestSpecification viewer() {
        return as("a-viewer");
    }

    private static RequestSpecification operator() {
        return as("an-operator");
    }

    private static RequestSpecification engine() {
        return as("an-engine").contentType(ContentType.JSON);
    }

    @BeforeEach
    void knowsAStream() {
        streams.ensure(Set.of("slow"));
    }

    /** A dead letter as the script makes it; its id. */
    private String deadLetter(String messageId) {
        var entry = redis.call(
                        "XADD",
                        keys.dead(1, "slow"),
                        "*",
                        "dead.group",
                        "engines",
                        "dead.consumer",
                        "one",
                        "dead.deliveries",
                        6,
                        "dead.entryId",
                        "1-0",
                        "dead.lastDelivered",
                        "2026-11-23T10:00:00.000Z",
                        "id",
                        messageId,
                        "data",
                        "{\"a\":1}")
                .text();
        return "1." + entry + ".slow";
    }

    @Test
    void showsStreamsAndGroupsInPages() {
        redis.call("XADD", keys.handoff(1, "slow"), "*", "id", "m");
        viewer().get(ROOT)
                .then()
                .statusCode(200)
                .body("items.stream", hasItems("_default", "slow"))
                .body(
                        "items.find { it.stream == 'slow' && it.partition == 1 }.groups.find { it.group == 'engines' }.lag",
                        notNullValue())
                .body("items[0].groups[0].configured", equalTo(true))
                .body("signals.waiting", notNullValue())
                .body("signals.poison", notNullValue())
                .body("nextCursor", nullValue());
        String cursor = viewer().get(ROOT + "?limit=1")
                .then()
                .body("items.size()", equalTo(1))
                .extract()
                .path("nextCursor");
        viewer().queryParam("cursor", cursor)
                .queryParam("limit", 1)
                .get(ROOT)
                .then()
                .statusCode(200)
                .body("items.partition", equalTo(List.of(1)));
    }

    @Test
    void showsMessagesOfTheStandardStreamByItsName() {
        viewer().get(ROOT + "/messages?stream=_default").then().statusCode(200);
        viewer().get(ROOT + "/messages?stream=none").then().statusCode(404);
    }

    @Test
    void listsReadsRequeuesAndDiscardsDeadLetters() {
        var first = deadLetter("first");
        var second = deadLetter("second");
        viewer().get(ROOT + "/dead?stream=slow&group=engines&limit=1")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(second)))
                .body("items[0].message.data", nullValue())
                .body("nextCursor", equalTo(second));
        viewer().get(ROOT + "/dead?cursor=" + second).then().body("items.id", hasItem(first));
        viewer().get(ROOT + "/dead/" + first)
                .then()
                .statusCode(200)
                .body("stream", equalTo("slow"))
                .body("partition", equalTo(1))
                .body("deliveries", equalTo(6))
                .body("message.id", equalTo("first"))
                .body("message.data.a", equalTo(1));

        engine().post(ROOT + "/dead/" + first + "/requeue").then().statusCode(403);
        engine().delete(ROOT + "/dead/" + first).then().statusCode(403);
        operator()
                .post(ROOT + "/dead/" + first + "/requeue")
                .then()
                .statusCode(200)
                .body("entryId", containsString("-"));
        operator().post(ROOT + "/dead/" + first + "/requeue").then().statusCode(404);
        operator().delete(ROOT + "/dead/" + second).then().statusCode(204);
        operator().delete(ROOT + "/dead/" + second).then().statusCode(404);
        viewer().get(ROOT + "/dead/" + second).then().statusCode(404);
        viewer().get(ROOT + "/messages?stream=slow").then().body("items.id", hasItem("first"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dead?cursor=x", "/dead?limit=0", "/signals/poison?cursor=x", "?limit=501"})
    void refusesParametersThatMakeNoSense(String path) {
        viewer().get(ROOT + path).then().statusCode(400).body("type", equalTo("/problems/malformed-parameter"));
    }

    @Test
    void removesAGroupAfterSayingWhatThatMeans() {
        redis.call("XGROUP", "CREATE", keys.handoff(0, ""), "audit", "0");
        var path = ROOT + "/groups/_default/audit";
        engine().delete(path).then().statusCode(403);
        operator()
                .delete(path + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("unread", notNullValue())
                .body("partitions.partition", equalTo(List.of(0)));
        operator().delete(path).then().statusCode(200).body("dryRun", equalTo(false));
        operator().delete(path).then().statusCode(404).body("detail", containsString("_default"));
    }

    @Test
    void refusesToRemoveAGroupThatIsConfigured() {
        operator()
                .delete(ROOT + "/groups/slow/engines")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"))
                .body("detail", containsString("gateway.handoff.groups"));
    }

    @ParameterizedTest
    @CsvSource({"completed", "failed", "cancelled"})
    void takesReportsOfRunsOverHttpAgainAndAgain(String status) {
        for (int i = 0; i < 2; i++) {
            engine().body(Map.of("status", status))
                    .post("/api/_triggers/runs/http:" + status + "/status")
                    .then()
                    .statusCode(200)
                    .body("runId", equalTo("http:" + status))
                    .body("status", equalTo(status));
        }
        assertThat(counter.ended("http:" + status)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r | {\"status\": \"paused\"} | /status",
                "r | {} | /status",
                "r | [] | /status",
                "r%20x | {\"status\": \"failed\"} | /runId"
            })
    void refusesReportsThatAreWrong(String runId, String body, String pointer) {
        engine().urlEncodingEnabled(false)
                .body(body)
                .post("/api/_triggers/runs/" + runId + "/status")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void takesReportsFromEnginesOnly() {
        viewer().contentType(ContentType.JSON)
                .body("{\"status\": \"failed\"}")
                .post("/api/_triggers/runs/r/status")
                .then()
                .statusCode(403);
    }

    @Test
    void readsSignalsFromTheStreamAndShowsThoseThatItCannotUse() {
        redis.call("XADD", keys.signals(), "*", "type", "run-completed", "runId", "streamed");
        redis.call("XADD", keys.signals(), "*", "type", "dance", "step", "left");
        eventually(() -> counter.ended("streamed") == 1);
        eventually(() -> redis.call("XLEN", keys.signals()).number() == 0);
        viewer().get(ROOT + "/signals/poison?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].reason", containsString("'dance'"))
                .body("items[0].signal.step", equalTo("left"))
                .body("items[0].signalId", containsString("-"));
    }

    @Test
    void servesMetricsByStreamGroupAndPartition() {
        eventually(() -> metrics().contains("trigger_gateway_handoff_lag{"));

        assertThat(metrics())
                .contains("trigger_gateway_handoff_length{partition=\"1\",stream=\"_default\"}")
                .contains("trigger_gateway_handoff_bytes{partition=\"0\",stream=\"_default\"}")
                .contains("trigger_gateway_handoff_pending{group=\"engines\",partition=\"0\",stream=\"_default\"}")
                .contains("trigger_gateway_handoff_oldest_unacknowledged_seconds{group=\"engines\"")
                .contains("trigger_gateway_handoff_dead_letters{partition=\"0\",stream=\"_default\"}")
                .doesNotContain("NaN");
    }

    private static String metrics() {
        return as("an-admin").get("/q/metrics").asString();
    }

    private static void eventually(BooleanSupplier holds) {
        for (int look = 0; look < LOOKS; look++) {
            try {
                if (holds.getAsBoolean()) {
                    return;
                }
            } catch (RedisFault away) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Expected it within %d looks, but it did not come about".formatted(LOOKS));
    }
}
