package io.triggergateway.awaits;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Assessor;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.accept.Timings;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What tests of awaits for events do to a running gateway. */
@Singleton
final class GivenEvents {
    private static final int ATTEMPTS = 60_000;

    private final RedisLink redis;
    private final RegistryFeed feed;
    private final Registry registry;
    private final Registrations registrations;
    private final Clock clock;

    GivenEvents(RedisLink redis, RegistryFeed feed, Registry registry, Registrations registrations, Clock clock) {
        this.redis = redis;
        this.feed = feed;
        this.registry = registry;
        this.registrations = registrations;
        this.clock = clock;
    }

    /** Registers a trigger written as YAML. */
    void trigger(String yaml) {
        given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post("/api/_triggers")
                .then()
                .statusCode(201);
        RedisLink.await(feed.current());
    }

    Registered await(String run, String trigger, String rest) {
        return await(registrations, run, trigger, rest);
    }

    static Registered await(Registrations where, String run, String trigger, String rest) {
        return where.register(
                new Place(run, "s"), json("{\"type\": \"event\", \"event\": \"%s\"%s}".formatted(trigger, rest)));
    }

    /** Fires a trigger with a payload of its own. */
    AcceptOutcome.StoredFiring fire(Door door, String trigger, String payload) {
        return fire(door, trigger, payload, Cause.DELIVERED);
    }

    AcceptOutcome.StoredFiring fire(Door door, String trigger, String payload, Cause cause) {
        var compiled = registry.find(trigger).orElseThrow();
        var json = json(payload);
        var meta = (com.fasterxml.jackson.databind.node.ObjectNode) json("{\"headers\": {\"x-kind\": \"a\"}}");
        var occurrence =
                Occurrence.of(json, Json.write(json), RequestFacts.NONE, meta, null, null, clock.instant(), cause);
        var entrant = new Door.Entrant(compiled, Assessor.assess(compiled, occurrence));
        var outcome = RedisLink.await(door.accept(occurrence, List.of(entrant), Timings.NONE));
        return ((AcceptOutcome.Stored) outcome).firings().getFirst();
    }

    /** How many messages have been handed off. */
    long handedOff() {
        return redis.call("XLEN", "tg:{0}:handoff").number();
    }

    /** The messages that resume these runs. */
    List<Map<String, String>> resumes(String runs) {
        var found = new ArrayList<Map<String, String>>();
        var page = messagesFrom("-");
        while (!page.isEmpty()) {
            page.stream()
                    .map(entry -> fields(entry.at(1)))
                    .filter(fields -> "resume-run".equals(fields.get("type"))
                            && fields.get("runId").startsWith(runs))
                    .forEach(found::add);
            page = messagesFrom("(" + page.getLast().at(0).text());
        }
        return found;
    }

    /** Not all at once, as there may be very many. */
    private List<Reply> messagesFrom(String start) {
        return redis.call("XRANGE", "tg:{0}:handoff", start, "+", "COUNT", 1_000)
                .items();
    }

    List<String> resumed(String runs) {
        return resumes(runs).stream().map(message -> message.get("runId")).toList();
    }

    /** What replicas leave to each other is done in a moment. */
    static void eventually(BooleanSupplier done) {
        for (int i = 0; i < ATTEMPTS && !done.getAsBoolean(); i++) {
            Thread.yield();
        }
    }

    static JsonNode json(String text) {
        return Objects.requireNonNull(Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }
}
