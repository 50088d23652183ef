package io.triggergateway.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.RegistryFeed;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What these tests do to a running gateway: over HTTP, and a look at what is in Redis then. */
@Singleton
final class GivenGateway {
    static final String ROOT = "/api/_triggers";
    static final String PROBLEM = "application/problem+json";
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final RedisLink redis;
    private final RegistryFeed feed;

    GivenGateway(RedisLink redis, RegistryFeed feed) {
        this.redis = redis;
        this.feed = feed;
    }

    static RequestSpecification as(String role) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer test-token-of-" + (role.matches("[aeio].*") ? "an-" : "a-") + role)
                .contentType("application/json");
    }

    /** Registers a trigger written as YAML, and a flow {@code <name>-flow} for it. */
    void register(String yaml) {
        RedisLink.await(feed.current());
        String name = as("admin")
                .contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post(ROOT)
                .then()
                .statusCode(201)
                .extract()
                .path("name");
        subscribe(name, name + "-flow", "{}");
    }

    void subscribe(String trigger, String flow, String json) {
        int status = as("admin")
                .body(json)
                .put(ROOT + "/" + trigger + "/subscriptions/" + flow)
                .statusCode();
        assertThat(status).isIn(200, 201);
    }

    /** The messages that a trigger has caused, oldest first. */
    List<Map<String, String>> messages(String trigger) {
        return redis.call("XRANGE", "tg:{0}:handoff", "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .filter(fields -> trigger.equals(fields.get("trigger")))
                .toList();
    }

    JsonNode only(String trigger, String field) {
        var messages = messages(trigger);
        assertThat(messages).hasSize(1);
        return Objects.requireNonNull(
                Json.parseOrNull(messages.getFirst().get(field).getBytes(StandardCharsets.UTF_8)));
    }

    /** Everything in Redis but what housekeeping, counting and noting refusals write. */
    Set<String> keys() {
        var keys = new TreeSet<String>();
        redis.call("KEYS", "*").items().stream()
                .map(Reply::text)
                .filter(key -> !key.contains("refusals:") && !key.contains("stats"))
                .forEach(keys::add);
        keys.add("handoff has " + redis.call("XLEN", "tg:{0}:handoff").number());
        return keys;
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }
}
