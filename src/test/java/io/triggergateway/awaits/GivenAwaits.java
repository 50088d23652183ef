package io.triggergateway.awaits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** What tests do to awaits of a running gateway: register, turn deadlines back, and read what was handed off. */
@Singleton
final class GivenAwaits {
    static final String ROOT = "/api/_triggers/awaits";
    private static final int LOOKS = 100_000;

    private final Registrations registrations;
    private final DueAwaits due;
    private final Leftovers leftovers;
    private final RedisLink redis;
    private final Keys keys;

    GivenAwaits(Registrations registrations, DueAwaits due, Leftovers leftovers, RedisLink redis, Keys keys) {
        this.registrations = registrations;
        this.due = due;
        this.leftovers = leftovers;
        this.redis = redis;
        this.keys = keys;
    }

    static RequestSpecification as(String role) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer test-token-of-" + (role.matches("[aeio].*") ? "an-" : "a-") + role)
                .contentType("application/json");
    }

    static ValidatableResponse put(String run, String step, String body) {
        return as("engine").body(body).put(ROOT + "/" + run + "/" + step).then();
    }

    static ValidatableResponse post(String role, String run, String step, String verb, String body) {
        return as(role).body(body)
                .post(ROOT + "/" + run + "/" + step + "/" + verb)
                .then();
    }

    /** The path and query of the URL of a new webhook await. */
    static String url(String run, String step, String body) {
        String url = put(run, step, body).statusCode(201).extract().path("url");
        return url.substring(url.indexOf("/api/"));
    }

    Registered register(Place place, String body) {
        return registrations.register(
                place, Objects.requireNonNull(Json.parseOrNull(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** Another replica's clock, on the same Redis. */
    AwaitTimer anotherReplica() {
        var timer = new AwaitTimer(due, keys);
        timer.start();
        return timer;
    }

    /** Makes it due as if it had been registered longer ago. */
    void makeDue(String run, String step) {
        redis.call("HSET", keys.await(0, run + "/" + step), "at", 1000);
        redis.call("ZADD", keys.awaitsDue(0), 1000, run + "/" + step);
    }

    /** Moves the clock on for one that waits. */
    void later(String run, String step, Duration by) {
        redis.call("HINCRBY", keys.await(0, run + "/" + step), "at", -by.toMillis());
        redis.call("ZINCRBY", keys.awaitsDue(0), -by.toMillis(), run + "/" + step);
    }

    void makeReminderDue(String run, String step) {
        redis.call("HSET", keys.await(0, run + "/" + step), "remind", 1000);
        redis.call("ZADD", keys.awaitsDue(0), 1000, run + "/" + step);
    }

    void settle() {
        due.settle(0);
    }

    void sweep() {
        leftovers.look();
    }

    /** Makes what was noted to be looked at later worth a look now. */
    void makeSweepDue() {
        redis.call("ZRANGE", keys.awaitsCheck(0), 0, -1)
                .items()
                .forEach(entry -> redis.call("ZADD", keys.awaitsCheck(0), 1000, entry.text()));
    }

    RedisLink redis() {
        return redis;
    }

    Keys keys() {
        return keys;
    }

    /** The messages about a run, oldest first. */
    List<Map<String, String>> messages(String run) {
        return redis.call("XRANGE", keys.handoff(0, ""), "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .filter(fields -> run.equals(fields.get("runId")))
                .toList();
    }

    Map<String, String> only(String run) {
        var messages = messages(run);
        assertThat(messages).as(run).hasSize(1);
        return messages.getFirst();
    }

    /** Every key that has to do with awaits, but for what became of them. */
    Set<String> awaitKeys() {
        var found = new TreeSet<String>();
        redis.call("KEYS", "*await*").items().stream()
                .map(Reply::text)
                .filter(key -> !key.contains("awaited:") && !key.contains("await-token:"))
                .forEach(found::add);
        return found;
    }

    void eventually(BooleanSupplier holds) {
        for (int look = 0; look < LOOKS; look++) {
            if (holds.getAsBoolean()) {
                return;
            }
            redis.call("PING");
        }
        throw new AssertionError("Expected it within %d looks, but it did not come about".formatted(LOOKS));
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }
}
