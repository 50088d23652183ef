package io.triggergateway.firing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What these tests ask of a running gateway. */
final class Given {
    static final String ROOT = "/api/_triggers/";

    private Given() {}

    static RequestSpecification as(String role) {
        var article = role.equals("viewer") ? "a-" : "an-";
        return given().header("Authorization", "Bearer test-token-of-" + article + role);
    }

    /** A webhook that takes everything, with what {@code yaml} adds to it. */
    static void webhook(String name, String yaml) {
        as("admin")
                .contentType("application/yaml")
                .body("name: %s\ntype: webhook\nendpoint: { path: /webhooks/%s, auth: { type: none } }\n%s"
                        .formatted(name, name, yaml)
                        .getBytes(StandardCharsets.UTF_8))
                .put(ROOT + name)
                .then()
                .statusCode(201);
    }

    /** A webhook whose flows a person starts. */
    static void manual(String name, String yaml, String... flows) {
        webhook(name, yaml);
        for (var flow : flows) {
            subscribe(name, flow, "{\"mode\": \"manual\"}");
        }
    }

    static void subscribe(String name, String flow, String json) {
        as("admin")
                .contentType(ContentType.JSON)
                .body(json)
                .put(ROOT + name + "/subscriptions/" + flow)
                .then()
                .statusCode(201);
    }

    /** Delivers once, and answers the firing's id. */
    static String fire(String name, String key, String json) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(json)
                .post(ROOT + "webhooks/" + name)
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
    }

    static String fire(String name, String key) {
        return fire(name, key, "{\"amount\": 1}");
    }

    static ValidatableResponse firing(String name, String id) {
        return as("viewer").get(ROOT + name + "/firings/" + id).then().statusCode(200);
    }

    static ValidatableResponse decide(String name, String id, String verb, String json) {
        return as("operator")
                .contentType(ContentType.JSON)
                .body(json)
                .post(ROOT + name + "/firings/" + id + "/" + verb)
                .then();
    }

    /** What has been handed off for a trigger, oldest first. */
    static List<Map<String, String>> messages(RedisLink redis, String trigger) {
        return redis.call("XRANGE", "tg:{0}:handoff", "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .filter(fields -> trigger.equals(fields.get("trigger")))
                .toList();
    }

    static Map<String, String> hash(RedisLink redis, String key) {
        return fields(redis.call("HGETALL", key));
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }
}
