package io.triggergateway.handoff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running gateway hands off is what openapi/asyncapi.yaml says, and what that says of signals is understood. */
@QuarkusTest
class AsyncApiTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int LOOKS = 100_000;
    private static final int MORE_THAN_THE_INLINE_LIMIT = 70_000;

    private final RedisLink redis;
    private final Keys keys;
    private final DeadLettering deadLettering;
    private StreamDescription description;

    AsyncApiTest(RedisLink redis, Keys keys, DeadLettering deadLettering) {
        this.redis = redis;
        this.keys = keys;
        this.deadLettering = deadLettering;
    }

    @BeforeEach
    void readsTheDescription() throws IOException {
        description = StreamDescription.read();
    }

    private static void register(String yaml) {
        admin().contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post(ROOT)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-token-of-an-admin");
    }

    private static void subscribe(String trigger) {
        admin().contentType("application/json")
                .body("{\"stream\": \"described\"}")
                .put(ROOT + trigger + "/subscriptions/" + trigger + "-flow")
                .then()
                .statusCode(201);
    }

    /** Each way to make a message, once. */
    private void handsOff() {
        register("name: described.hook\ntype: webhook\nendpoint: { path: /described, auth: { type: none } }\n");
        register("name: described.event\ntype: event\n");
        register("name: described.manual\ntype: manual\n");
        register("name: described.plan\ntype: schedule\nschedule: { interval: 1h, overlap: replace }\n");
        List.of("hook", "event", "manual", "plan").forEach(kind -> subscribe("described." + kind));

        var webhook = ROOT + "webhooks/described";
        given().contentType("application/json")
                .body("{\"n\":1}")
                .post(webhook)
                .then()
                .statusCode(202);
        given().contentType("application/octet-stream")
                .body(new byte[] {1, 2})
                .post(webhook)
                .then()
                .statusCode(202);
        given().contentType("application/json")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("Idempotency-Key", "one")
                .body("\"" + "x".repeat(MORE_THAN_THE_INLINE_LIMIT) + "\"")
                .post(webhook)
                .then()
                .statusCode(202);
        post("described.event/emit", "{\"n\":2}");
        admin().contentType("application/cloudevents+json")
                .body("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"described.event\"}")
                .post(ROOT + "events")
                .then()
                .statusCode(202);
        post("described.manual/execute", "{}");
        post("described.plan/execute", "");
        post("described.plan/execute", "");
        waitsIsRemindedAndGoesOn();
    }

    private void waitsIsRemindedAndGoesOn() {
        admin().contentType("application/json")
                .body(
                        "{\"type\":\"event\",\"event\":\"described.event\",\"stream\":\"described\",\"flow\":\"f\",\"remindAfter\":1}")
                .put(ROOT + "awaits/described-run/step")
                .then()
                .statusCode(201);
        for (int look = 0; look < LOOKS && !types().contains("remind-run"); look++) {
            Thread.onSpinWait();
        }
        admin().contentType("application/json")
                .body("{\"approved\":true}")
                .post(ROOT + "awaits/described-run/step/resolve")
                .then()
                .statusCode(200);
    }

    private List<String> types() {
        return entries(keys.handoff(0, "described")).stream()
                .map(message -> message.path("type").asText())
                .toList();
    }

    private static void post(String path, String body) {
        admin().contentType("application/json")
                .body(body)
                .post(ROOT + path)
                .then()
                .statusCode(202);
    }

    private List<ObjectNode> entries(String key) {
        var entries = new ArrayList<ObjectNode>();
        for (var entry : Entry.all(redis.call("XRANGE", key, "-", "+"))) {
            var fields = JsonNodeFactory.instance.objectNode();
            entry.fields().forEach((name, value) -> fields.put(name, new String(value, StandardCharsets.UTF_8)));
            entries.add(fields);
        }
        return entries;
    }

    @Test
    void describesWhatTheGatewayHandsOff() {
        handsOff();
        var stream = keys.handoff(0, "described");
        redis.call("XREADGROUP", "GROUP", "engines", "one", "STREAMS", stream, ">")
                .at(0)
                .at(1)
                .items()
                .forEach(entry -> redis.call(
                        "XCLAIM", stream, "engines", "one", 0, entry.at(0).text(), "IDLE", 3_600_000, "RETRYCOUNT", 9));
        var handedOff = entries(stream);
        deadLettering.sweep();
        var dead = entries(keys.dead(0, "described"));

        handedOff.forEach(
                message -> description.expectMessage(message.path("type").asText(), message));
        dead.forEach(letter -> description.expectMessage("dead-letter", letter));
        var seen = new TreeSet<String>();
        handedOff.forEach(message -> seen.add(message.path("type").asText()));
        assertThat(seen).containsAll(description.typesThatMustOccur());
        assertThat(dead).hasSameSizeAs(handedOff);
        assertThat(handedOff)
                .anyMatch(message -> message.has("dataRef"))
                .anyMatch(message -> message.has("traceparent"));
    }

    @Test
    void hasExamplesThatAreRight() {
        var examples = description.examples();
        assertThat(examples.keySet()).isEqualTo(description.messageNames());
        examples.forEach((name, payloads) -> payloads.forEach(payload -> description.expectMessage(name, payload)));
    }

    @Test
    void givesExamplesOfSignalsThatAreUnderstood() {
        for (var name : description.messagesOf("signals")) {
            for (var example : description.examples().get(name)) {
                assertThat(SignalReader.read("1-0", fields(example)))
                        .as("%s", example)
                        .isInstanceOf(SignalReader.Result.Understood.class);
            }
        }
    }

    @Test
    void noticesWhatItDoesNotDescribe() {
        var example = (ObjectNode) description.examples().get("cancel-run").getFirst();
        assertThat(description.complaints("cancel-run", example)).isEmpty();
        assertThat(description.complaints("cancel-run", example.deepCopy().put("surprise", "x")))
                .isNotEmpty();
        assertThat(description.complaints("cancel-run", example.deepCopy().put("time", "today")))
                .isNotEmpty();
        assertThat(description.complaints("cancel-run", example.deepCopy().without(List.of("reason"))))
                .isNotEmpty();
        var start = (ObjectNode) description.examples().get("start-run").getFirst();
        assertThat(description.complaints("start-run", start.deepCopy().put("meta", "{\"surprise\":1}")))
                .isNotEmpty();
    }

    private static Map<String, byte[]> fields(JsonNode payload) {
        var fields = new LinkedHashMap<String, byte[]>();
        payload.properties()
                .forEach(field ->
                        fields.put(field.getKey(), field.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        return fields;
    }
}
