package io.triggergateway.handoff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Messages are what engines were promised: they equal the checked-in ones but for ids and times. A difference is a change
 * of the contract, see docs/versioning.md; {@code -Dgolden.update=true} writes the files anew.
 */
@QuarkusTest
class GoldenMessagesTest {
    private static final String ROOT = "/api/_triggers/";
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final int LOOKS = 100_000;
    private static final int MORE_THAN_THE_INLINE_LIMIT = 70_000;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RedisLink redis;
    private final Keys keys;

    GoldenMessagesTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-token-of-an-admin").contentType("application/json");
    }

    private static void register(String name, String rest) {
        admin().contentType("application/yaml")
                .body(("name: golden." + name + "\n" + rest).getBytes(StandardCharsets.UTF_8))
                .post(ROOT)
                .then()
                .statusCode(201);
        admin().body("{\"stream\": \"golden\"}")
                .put(ROOT + "golden." + name + "/subscriptions/" + name + "-flow")
                .then()
                .statusCode(201);
    }

    private static void deliver(String name, String type, byte[] body) {
        deliver(name, given().contentType(type).body(body));
    }

    private static void deliver(String name, RequestSpecification request) {
        register(name, "type: webhook\nendpoint: { path: /golden/" + name + ", auth: { type: none } }\n");
        request.header("User-Agent", "golden")
                .header("Idempotency-Key", "one")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .post(ROOT + "webhooks/golden/" + name)
                .then()
                .statusCode(202);
    }

    private static void post(String path, String body) {
        admin().body(body).post(ROOT + path).then().statusCode(202);
    }

    private void handsOff() {
        deliver("json", "application/json", "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
        deliver("form", given().formParam("a", "1").formParam("b", "2", "3"));
        deliver("text", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
        deliver("binary", "application/octet-stream", new byte[] {1, 2});
        deliver(
                "large",
                "application/json",
                ("\"" + "x".repeat(MORE_THAN_THE_INLINE_LIMIT) + "\"").getBytes(StandardCharsets.UTF_8));
        register("event", "type: event\n");
        post("golden.event/emit", "{\"n\":2}");
        register("cloud", "type: event\n");
        admin().contentType("application/cloudevents+json")
                .body(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"golden.cloud\",\"data\":{\"n\":3}}")
                .post(ROOT + "events")
                .then()
                .statusCode(202);
        register("manual", "type: manual\n");
        post("golden.manual/execute", "{\"n\":4}");
        register("plan", "type: schedule\nschedule: { interval: 1h, overlap: replace }\ndata: { n: 5 }\n");
        post("golden.plan/execute", "");
        post("golden.plan/execute", "");
        waits();
    }

    private void waits() {
        admin().body("{\"type\":\"webhook\",\"stream\":\"golden\",\"flow\":\"f\",\"remindAfter\":1}")
                .put(ROOT + "awaits/golden-run/step")
                .then()
                .statusCode(201);
        for (int look = 0; look < LOOKS && !messages().containsKey("remind-run"); look++) {
            Thread.onSpinWait();
        }
        admin().body("{\"approved\":true}")
                .post(ROOT + "awaits/golden-run/step/resolve")
                .then()
                .statusCode(200);
    }

    /** Of each kind and trigger the first. */
    private Map<String, ObjectNode> messages() {
        var messages = new TreeMap<String, ObjectNode>();
        for (var entry : Entry.all(redis.call("XRANGE", keys.handoff(0, "golden"), "-", "+"))) {
            var message = masked(entry.fields());
            var type = message.path("type").asText();
            messages.putIfAbsent(
                    type.equals("start-run")
                            ? type + "-" + message.path("trigger").asText().replace("golden.", "")
                            : type,
                    message);
        }
        return messages;
    }

    private static ObjectNode masked(Map<String, byte[]> fields) {
        var message = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(fields).forEach((name, value) -> {
            var text = new String(value, StandardCharsets.UTF_8);
            message.set(
                    name,
                    switch (name) {
                        case "data", "meta" -> json(mask(text));
                        default -> JsonNodeFactory.instance.textNode(mask(text));
                    });
        });
        return message;
    }

    private static String mask(String text) {
        return text.replaceAll("\\b([mrf]\\d+)-[0-9a-z]{26,}", "$1-<hash>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "<time>")
                .replaceAll("(localhost|127\\.0\\.0\\.1):\\d+", "<host>");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    @Test
    void messagesAreAsPromised() throws IOException {
        handsOff();
        var messages = messages();
        assertThat(messages).hasSize(12);
        for (var each : messages.entrySet()) {
            var file = GOLDEN.resolve(each.getKey() + ".json");
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, JSON.writeValueAsString(each.getValue()) + "\n");
            }
            assertThat(JSON.readTree(file.toFile())).as(file.toString()).isEqualTo(each.getValue());
        }
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(messages.keySet());
        }
    }
}
