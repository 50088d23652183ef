package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.faults.RawRedis;
import io.triggergateway.faults.TroubledRedis;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Deliveries fill Redis up to its limit: starts wait, what runs can end, and ends make room for starts. The limit lies
 * so many MB above what is used: {@code -Dfull.megabytes=64} for more than the usual 3.
 */
@QuarkusTest
@TestProfile(RedisTroubleTest.Trouble.class)
class RedisFullTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int MEGABYTES = Integer.getInteger("full.megabytes", 3);
    private static final int BYTES = 256 * 1024;
    private static final int PER_STREAM = 4;
    /** Twice as much as fits. */
    private static final int STREAMS = 2 * MEGABYTES * 4 / PER_STREAM;

    private static final int TRIES = 20_000;

    private final Gateway gateway;
    private final TroubledRedis redis;
    private final Random random = new Random(1);

    RedisFullTest(Gateway gateway, @Identifier("troubled") TroubledRedis redis) {
        this.gateway = gateway;
        this.redis = redis;
    }

    private interface Look {
        boolean holds() throws IOException;
    }

    private static void eventually(String what, Look look) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (look.holds()) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("Expected " + what + ", but it did not come about");
    }

    @BeforeEach
    void isReady() throws IOException {
        eventually("ready", () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void hasNoLimit() throws IOException {
        raw("CONFIG", "SET", "maxmemory", "0");
    }

    private String raw(String... command) throws IOException {
        try (var connection = RawRedis.connect(redis.server().port())) {
            return connection.call(command);
        }
    }

    private long used() throws IOException {
        return Long.parseLong(raw("INFO", "memory").replaceAll("(?s).*used_memory:(\\d+).*", "$1"));
    }

    private static String name(int stream) {
        return "full." + stream;
    }

    private static String key(int stream) {
        return "tg:{0}:handoff:" + name(stream);
    }

    private void register(String name) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /webhooks/%s, auth: { type: none } }
                config: { persistData: false }
                """.formatted(name, name));
        gateway.subscribe(name, name + "-flow", "{ stream: %s }".formatted(name));
    }

    private Response deliver(int stream, String id) {
        var noise = new byte[BYTES * 3 / 4];
        random.nextBytes(noise);
        return given().contentType("application/json")
                .header("Idempotency-Key", id)
                .body("{\"noise\":\"" + Base64.getEncoder().encodeToString(noise) + "\"}")
                .post(ROOT + "webhooks/" + name(stream));
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-token-of-an-admin").contentType(ContentType.JSON);
    }

    private static void waitFor(String step, String await) {
        admin().body(await).put(ROOT + "awaits/full-run/" + step).then().statusCode(201);
    }

    @Test
    void endsMakeRoomForStarts() throws IOException {
        for (int i = 0; i < STREAMS; i++) {
            register(name(i));
        }
        waitFor(
                "late",
                "{\"type\":\"event\",\"event\":\"full.0\",\"filter\":\"event.never == 1\",\"timeout\":\"2s\","
                        + "\"stream\":\"full.ends\"}");
        waitFor("called-off", "{\"type\":\"time\",\"delay\":3600000,\"stream\":\"full.ends\"}");
        var dead = raw(
                        "XADD",
                        key(0) + ":dead",
                        "*",
                        "type",
                        "start-run",
                        "id",
                        "m",
                        "runId",
                        "r",
                        "dead.group",
                        "engines",
                        "dead.consumer",
                        "c",
                        "dead.deliveries",
                        "6",
                        "dead.entryId",
                        "1-1",
                        "dead.lastDelivered",
                        "2026-01-01T00:00:00Z")
                .lines()
                .toList()
                .getLast();
        long limit = used() + MEGABYTES * 1024L * 1024L;
        raw("CONFIG", "SET", "maxmemory", Long.toString(limit));

        int accepted = fill();
        assertThat(accepted).isPositive();
        assertThat(deliver(0, "one more").statusCode()).isEqualTo(503);

        // Less than nothing is left for what follows.
        raw("CONFIG", "SET", "maxmemory", "1");
        admin().post(ROOT + "awaits/full-run/called-off/cancel").then().statusCode(200);
        eventually(
                "both to have ended",
                () -> raw("XLEN", "tg:{0}:handoff:full.ends").equals(":2"));
        var letter = admin().get(ROOT + "handoff/dead?stream=full.0").jsonPath().getString("items[0].id");
        assertThat(letter).contains(dead);
        admin().delete(ROOT + "handoff/dead/" + letter).then().statusCode(204);
        for (int i = 0; i < STREAMS; i++) {
            acknowledgeAll(key(i));
        }
        for (int i = 0; i < STREAMS; i++) {
            var stream = key(i);
            eventually(stream + " to be trimmed", () -> raw("XLEN", stream).equals(":0"));
        }

        raw("CONFIG", "SET", "maxmemory", Long.toString(limit));
        assertThat(used()).isLessThan(limit);
        eventually("starts to go on", () -> deliver(0, "one more").statusCode() < 300);
    }

    /** Until nothing more is taken; how many were. */
    private int fill() {
        int accepted = 0;
        for (int i = 0; i < STREAMS * PER_STREAM; i++) {
            int status = deliver(i % STREAMS, "d" + i).statusCode();
            if (status == 503) {
                return accepted;
            }
            assertThat(status).isEqualTo(202);
            accepted++;
        }
        throw new AssertionError("Expected Redis to be full, but it took " + accepted);
    }

    private void acknowledgeAll(String stream) throws IOException {
        var read = raw("XREADGROUP", "GROUP", "engines", "me", "COUNT", "1000", "STREAMS", stream, ">");
        assertThat(read).doesNotStartWith("-");
        var ids = read.lines().filter(line -> line.matches("\\d{13,}-\\d+")).toList();
        for (var id : ids) {
            assertThat(raw("XACK", stream, "engines", id)).isEqualTo(":1");
        }
    }
}
