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
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
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
import java.util.stream.IntStream;

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
    private final AwaitStore store;
    private final Script turn;

    GivenAwaits(
            Registrations registrations,
            DueAwaits due,
            Leftovers leftovers,
            RedisLink redis,
            Keys keys,
            AwaitStore store,
            Scripts scripts) {
        this.registrations = registrations;
        this.due = due;
        this.leftovers = leftovers;
        this.redis = redis;
        this.keys = keys;
        this.store = store;
        this.turn = scripts.load("turn-await");
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

    /** What waits there. */
    WaitingAwait waiting(String run, String step) {
        return ((AwaitState.Waiting) store.find(new Place(run, step))).await();
    }

    /** Another replica's clock, on the same Redis. */
    AwaitTimer anotherReplica() {
        var timer = new AwaitTimer(due, keys);
        timer.start();
        return timer;
    }

    /** Makes it due as if it had been registered longer ago. */
    void makeDue(String run, String step) {
        makeDue(0, new Place(run, step));
    }

    /** Moves the clock on for one that waits. */
    void later(String run, String step, Duration by) {
        long deadline = waiting(run, step).deadline().minus(by).toEpochMilli();
        turn.call(List.of(keys.partition(0)), List.of(run + "/" + step, "at", deadline));
    }

    void makeReminderDue(String run, String step) {
        turn.call(List.of(keys.partition(0)), List.of(run + "/" + step, "remind", 1000));
    }

    /** The same for one in any partition. */
    void makeDue(int partition, Place place) {
        turn.call(List.of(keys.partition(partition)), List.of(place.text(), "at", 1000));
    }

    void settle() {
        due.settle(0);
    }

    void settleAll() {
        for (int partition = 0; partition < keys.partitions(); partition++) {
            due.settle(partition);
        }
    }

    void sweep() {
        leftovers.look();
    }

    /** Makes what was noted to be looked at later worth a look now. */
    void makeSweepDue() {
        for (int partition = 0; partition < keys.partitions(); partition++) {
            var key = keys.awaitsCheck(partition);
            redis.call("ZRANGE", key, 0, -1)
                    .items()
                    .forEach(entry -> redis.call("ZADD", key, "XX", 1000, entry.text()));
        }
    }

    RedisLink redis() {
        return redis;
    }

    Keys keys() {
        return keys;
    }

    /** The messages about a run, oldest first. */
    List<Map<String, String>> messages(String run) {
        return messages(0, "-", run);
    }

    private List<Map<String, String>> messages(int partition, String from, String run) {
        return redis.call("XRANGE", keys.handoff(partition, ""), from, "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .filter(fields -> run.equals(fields.get("runId")))
                .toList();
    }

    /** The messages about a run in all partitions. */
    List<Map<String, String>> everywhere(String run) {
        return IntStream.range(0, keys.partitions())
                .mapToObj(partition -> messages(partition, "-", run))
                .flatMap(List::stream)
                .toList();
    }

    /** Where the stream ends now. */
    String end() {
        var last = redis.call("XREVRANGE", keys.handoff(0, ""), "+", "-", "COUNT", 1);
        return last.size() == 0 ? "-" : last.at(0).at(0).text();
    }

    /** The only message about a run that came later than {@code end}. */
    Map<String, String> only(String run, String end) {
        var messages = messages(0, end.equals("-") ? end : "(" + end, run);
        assertThat(messages).as(run).hasSize(1);
        return messages.getFirst();
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
