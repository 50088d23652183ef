package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.redis.RedisLink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Firing one recorded firing again, over HTTP; and one job, as the service runs it by itself. */
@QuarkusTest
class ReplayApiTest {
    private static final String ROOT = "/api/_triggers";
    private static final int LOOKS = 100_000;

    private final RedisLink redis;

    ReplayApiTest(RedisLink redis) {
        this.redis = redis;
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer test-token-of-" + role).contentType("application/json");
    }

    private static RequestSpecification admin() {
        return as("an-admin");
    }

    private static void register(String name, String more) {
        admin().body(
                        "{\"name\": \"%s\", \"type\": \"webhook\"%s, \"endpoint\": {\"path\": \"/%s\", \"auth\": {\"type\": \"none\"}}}"
                                .formatted(name, more, name))
                .post(ROOT)
                .then()
                .statusCode(201);
        subscribe(name, "flow", "{}");
    }

    private static void subscribe(String name, String flow, String body) {
        admin().body(body)
                .put(ROOT + "/" + name + "/subscriptions/" + name + "-" + flow)
                .then()
                .statusCode(201);
    }

    private static String fire(String name, String body) {
        return given().contentType("application/json")
                .header("X-Shop", "north")
                .body(body)
                .post(ROOT + "/webhooks/" + name)
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
    }

    private static void change(String name, String patch) {
        admin().body(patch).patch(ROOT + "/" + name).then().statusCode(200);
    }

    private static String place(String name, String id) {
        return ROOT + "/" + name + "/firings/" + id + "/replay";
    }

    private static ValidatableResponse replay(String name, String id) {
        return admin().post(place(name, id)).then();
    }

    private static ValidatableResponse replay(String name, String id, String key) {
        return admin().header("Idempotency-Key", key).post(place(name, id)).then();
    }

    private static JsonPath firing(String name, String id) {
        return admin().get(ROOT + "/" + name + "/firings/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Map<String, String>> messages(String trigger) {
        return redis.call("XRANGE", "tg:{0}:handoff", "-", "+").items().stream()
                .map(entry -> {
                    var fields = new LinkedHashMap<String, String>();
                    for (int i = 0; i < entry.at(1).size(); i += 2) {
                        fields.put(
                                entry.at(1).at(i).text(), entry.at(1).at(i + 1).text());
                    }
                    return (Map<String, String>) fields;
                })
                .filter(fields -> trigger.equals(fields.get("trigger")))
                .toList();
    }

    @Test
    void firesAgainAsANewFiringThatNamesTheOldOne() {
        register("one.again", "");
        var old = fire("one.again", "{\"n\": 1}");
        String fresh = replay("one.again", old)
                .statusCode(202)
                .body("trigger", equalTo("one.again"))
                .body("replayOf", equalTo(old))
                .body("status", equalTo("accepted"))
                .body("firingId", not(equalTo(old)))
                .body("runs.flow", contains("one.again-flow"))
                .body("pending", empty())
                .body("duplicate", nullValue())
                .extract()
                .path("firingId");

        var recorded = firing("one.again", fresh);
        assertThat(recorded.getString("meta.replayOf")).isEqualTo(old);
        assertThat(recorded.getString("meta.method")).isEqualTo("POST");
        assertThat(recorded.getString("meta.headers.x-shop")).isEqualTo("north");
        assertThat(recorded.getInt("payload.n")).isEqualTo(1);
        assertThat(messages("one.again"))
                .extracting(each -> each.get("firingId"))
                .containsExactly(old, fresh);
        assertThat(messages("one.again"))
                .extracting(each -> each.get("data"))
                .allSatisfy(data -> assertThat(data).contains("\"n\""));
        assertThat(messages("one.again")).extracting(each -> each.get("runId")).doesNotHaveDuplicates();
    }

    @Test
    void firesEveryTimeWithoutAKey() {
        register("one.twice", "");
        var old = fire("one.twice", "{}");
        String first = replay("one.twice", old).statusCode(202).extract().path("firingId");
        replay("one.twice", old).statusCode(202).body("firingId", not(equalTo(first)));
        assertThat(messages("one.twice")).hasSize(3);
    }

    @Test
    void firesOncePerKeyWhateverTheTriggersOwnWindow() {
        register("one.key", ", \"config\": {\"deduplicate\": {\"window\": \"1s\"}}");
        var old = fire("one.key", "{}");
        String first = replay("one.key", old, "a").statusCode(202).extract().path("firingId");
        replay("one.key", old, "a")
                .statusCode(200)
                .body("firingId", equalTo(first))
                .body("duplicate", equalTo(true))
                .body("runs.flow", contains("one.key-flow"));
        replay("one.key", old, "b").statusCode(202).body("firingId", not(equalTo(first)));
        assertThat(messages("one.key")).hasSize(3);
        var windows = redis.call("KEYS", "tg:{0}:delivery:one.key:*").items().stream()
                .map(key -> redis.call("PTTL", key.text()).number())
                .filter(left -> left > Duration.ofDays(3).toMillis());
        assertThat(windows).hasSize(2);
    }

    @Test
    void firesWhereDuplicatesAreNotLookedFor() {
        register("one.open", ", \"config\": {\"deduplicate\": false}");
        var old = fire("one.open", "{}");
        String first = replay("one.open", old, "a").statusCode(202).extract().path("firingId");
        replay("one.open", old, "a").statusCode(200).body("firingId", equalTo(first));
    }

    @Test
    void refusesAKeyThatWasUsedForOtherFlows() {
        register("one.flows", "");
        subscribe("one.flows", "other", "{}");
        var old = fire("one.flows", "{}");
        var keyed = admin().header("Idempotency-Key", "a");
        keyed.body("{\"flows\": [\"one.flows-other\"]}")
                .post(place("one.flows", old))
                .then()
                .statusCode(202)
                .body("runs.flow", contains("one.flows-other"));
        replay("one.flows", old, "a").statusCode(422).body("errors.pointer", contains("/flows"));
        assertThat(messages("one.flows")).hasSize(3);
    }

    @Test
    void goesByTheTriggerAsItIsNow() {
        register("one.now", ", \"filter\": \"payload.n > 5\"");
        var old = fire("one.now", "{\"n\": 1}");
        assertThat(firing("one.now", old).getString("status")).isEqualTo("ignored");
        change(
                "one.now",
                "{\"filter\": \"headers['x-shop'] == 'north' && method == 'POST'\", \"transform\": \"payload.n + 1\"}");
        replay("one.now", old).statusCode(202).body("status", equalTo("accepted"));
        assertThat(messages("one.now")).extracting(each -> each.get("data")).containsExactly("2");
        change("one.now", "{\"filter\": \"payload.n > 5\"}");
        replay("one.now", old)
                .statusCode(202)
                .body("status", equalTo("ignored"))
                .body("runs", empty());
        change("one.now", "{\"filter\": null, \"transform\": \"payload.none\"}");
        replay("one.now", old).statusCode(202).body("status", equalTo("failed"));
        change("one.now", "{\"schema\": {\"properties\": {\"n\": {\"type\": \"string\"}}}}");
        replay("one.now", old)
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-document"))
                .body("errors.pointer", contains("/n"));
    }

    @Test
    void makesStartsWaitForAPersonWhereTheFlowAsksForIt() {
        register("one.manual", "");
        var old = fire("one.manual", "{}");
        admin().body("{\"mode\": \"manual\"}")
                .put(ROOT + "/one.manual/subscriptions/one.manual-flow")
                .then()
                .statusCode(200);
        replay("one.manual", old)
                .statusCode(202)
                .body("status", equalTo("pending"))
                .body("runs", empty())
                .body("pending", contains("one.manual-flow"));
    }

    @Test
    void seesTheParametersOfThePath() {
        admin().body("""
                {"name": "one.path", "type": "webhook", "filter": "params.tenant == 'acme'",
                 "endpoint": {"path": "/one-path/{tenant}/orders", "auth": {"type": "none"}}}""").post(ROOT).then().statusCode(201);
        subscribe("one.path", "flow", "{}");
        String old = given().contentType("application/json")
                .body("{}")
                .post(ROOT + "/webhooks/one-path/acme/orders")
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
        replay("one.path", old).statusCode(202).body("status", equalTo("accepted"));
    }

    @Test
    void keepsTheEncodingOfBytes() {
        register("one.bytes", "");
        String old = given().contentType("application/octet-stream")
                .body(new byte[] {0, 1, (byte) 255})
                .post(ROOT + "/webhooks/one.bytes")
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
        replay("one.bytes", old).statusCode(202);
        assertThat(messages("one.bytes"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message)
                        .containsEntry("data", "\"AAH/\"")
                        .hasEntrySatisfying("meta", meta -> assertThat(meta).contains("\"encoding\":\"base64\"")));
    }

    @Test
    void refusesWhatItCannotFire() {
        register("one.refused", ", \"config\": {\"persistData\": false}");
        var old = fire("one.refused", "{}");
        replay("one.refused", old).statusCode(409).body("detail", containsString("payload was kept"));
        replay("one.refused", "f0-nobody").statusCode(404);
        replay("one.nobody", old).statusCode(404);
        register("one.other", "");
        replay("one.other", old).statusCode(404);
        var kept = fire("one.other", "{}");
        admin().post(ROOT + "/one.other/disable").then().statusCode(200);
        replay("one.other", kept).statusCode(409).body("detail", containsString("disabled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"flows\": \"a\"}",
                "{\"flows\": []}",
                "{\"flows\": [7]}",
                "{\"flows\": [\"one.rubbish-flow\", \"nobody\"]}",
                "{\"flow\": \"one.rubbish-flow\"}"
            })
    void refusesRubbishAndFiresNothing(String body) {
        if (admin().get(ROOT + "/one.rubbish").statusCode() == 404) {
            register("one.rubbish", "");
        }
        var old = fire("one.rubbish", "{}");
        int before = messages("one.rubbish").size();
        admin().body(body)
                .post(place("one.rubbish", old))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.size()", equalTo(1));
        assertThat(messages("one.rubbish")).hasSize(before);
    }

    @Test
    void refusesWhatCannotBeRead() {
        register("one.unread", "");
        var old = fire("one.unread", "{}");
        admin().body("{").post(place("one.unread", old)).then().statusCode(400);
        replay("one.unread", old, "x".repeat(256)).statusCode(400);
        assertThat(messages("one.unread")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"a-viewer", "an-engine"})
    void asksForAnOperator(String role) {
        as(role).post(place("one.roles", "f0-x")).then().statusCode(403);
        as(role).body("{\"last\": 1}").post(ROOT + "/one.roles/replay").then().statusCode(403);
        as(role).delete(ROOT + "/jobs/j").then().statusCode(403);
        as("an-operator").post(place("one.roles", "f0-x")).then().statusCode(404);
        as("an-operator")
                .body("{\"last\": 1}")
                .post(ROOT + "/one.roles/replay")
                .then()
                .statusCode(404);
        as("an-operator").delete(ROOT + "/jobs/j").then().statusCode(404);
        as(role).get(ROOT + "/jobs").then().statusCode(200);
        as(role).get(ROOT + "/jobs/j").then().statusCode(404);
    }

    @Test
    void runsAJobByItself() {
        register("one.job", "");
        fire("one.job", "{}");
        fire("one.job", "{}");
        String id = admin().body("{\"last\": 2}")
                .post(ROOT + "/one.job/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        for (int look = 0; look < LOOKS && status(id).equals("running"); look++) {
            redis.call("PING");
        }
        assertThat(status(id)).isEqualTo("done");
        assertThat(messages("one.job")).hasSize(4);
        admin().get(ROOT + "/jobs").then().body("items.id", hasItem(id));
    }

    private static String status(String id) {
        return admin().get(ROOT + "/jobs/" + id).path("status");
    }
}
