package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.faults.RawRedis;
import io.triggergateway.faults.TroubledRedis;
import io.triggergateway.redis.RedisFault;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What senders hear while Redis is in trouble, and that the same gateway serves them again when it is over. */
@QuarkusTest
@TestProfile(RedisTroubleTest.Trouble.class)
class RedisTroubleTest {
    private static final String WEBHOOKS = "/api/_triggers/webhooks/";
    private static final int TRIES = 10_000;
    private static final int BOUND = 5;
    private static final int SETTLED = 10;

    private final Gateway gateway;
    private final TroubledRedis redis;

    RedisTroubleTest(Gateway gateway, @Identifier("troubled") TroubledRedis redis) {
        this.gateway = gateway;
        this.redis = redis;
    }

    /** The profile: a short patience, and streams that are soon full. */
    public static final class Trouble implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.redis.hosts-provider-name",
                    "troubled",
                    "gateway.redis.timeout",
                    "500ms",
                    "gateway.handoff.backlog.entries",
                    Integer.toString(BOUND));
        }
    }

    /** Each event loop has a connection of its own, and finds out by itself that Redis is back. */
    @BeforeEach
    void waitsUntilReady() {
        retry("/q/health/ready", 200);
        registersAtLast("trouble.settled");
        int successes = 0;
        for (int i = 0; i < TRIES && successes < SETTLED; i++) {
            successes = post("trouble.settled", "one").statusCode() < 300 ? successes + 1 : 0;
        }
        assertThat(successes).isEqualTo(SETTLED);
    }

    @AfterEach
    void heals() throws IOException {
        redis.proxy().heal();
        if (!redis.server().alive()) {
            redis.server().restart();
        }
    }

    private static void retry(String path, int status) {
        for (int i = 0; i < TRIES && given().get(path).statusCode() != status; i++) {
            Thread.onSpinWait();
        }
        given().get(path).then().statusCode(status);
    }

    /** A trigger whose messages go to a stream of its own, as every stream has its own bound. */
    private void register(String name) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /webhooks/%s, auth: { type: none } }
                """.formatted(name, name));
        gateway.subscribe(name, name + "-flow", "{ stream: %s }".formatted(name));
    }

    private void registersAtLast(String name) {
        for (int i = 0; i < TRIES; i++) {
            try {
                register(name);
                return;
            } catch (RedisFault notYet) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Expected Redis to be back, but it is not");
    }

    private static Response post(String name, String id) {
        return given().contentType("application/json")
                .header("Idempotency-Key", id)
                .body("{}")
                .post(WEBHOOKS + name);
    }

    private static Response post(String name) {
        return post(name, UUID.randomUUID().toString());
    }

    private static void refuses(String name, String id) {
        var answer = post(name, id).then().statusCode(503);
        answer.contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("status", equalTo(503));
        assertThat(answer.extract().header("Retry-After")).matches("[1-9][0-9]*");
    }

    /** Sends the same delivery again and again, as providers do, until it is let in. */
    private static Response getsInAtLast(String name, String id) {
        var answer = post(name, id);
        for (int i = 0; i < TRIES && answer.statusCode() == 503; i++) {
            answer = post(name, id);
        }
        assertThat(answer.statusCode()).as("status in the end").isIn(200, 202);
        return answer;
    }

    private String raw(String... command) throws IOException {
        try (var connection = RawRedis.connect(redis.server().port())) {
            return connection.call(command);
        }
    }

    private int length(String stream) throws IOException {
        return Integer.parseInt(raw("XLEN", "tg:{0}:handoff:" + stream).substring(1));
    }

    @Test
    void asksSendersToComeBackWhileRedisIsSilent() throws Exception {
        register("trouble.silent");
        post("trouble.silent").then().statusCode(202);

        redis.proxy().blackHole();
        refuses("trouble.silent", "during");
        given().contentType("application/json")
                .body("{}")
                .post(WEBHOOKS + "trouble.unknown")
                .then()
                .statusCode(503);
        redis.proxy().heal();

        getsInAtLast("trouble.silent", "during");
        assertThat(length("trouble.silent")).isEqualTo(2);
    }

    @Test
    void servesAgainWhenRedisHasRestartedOnItsData() throws Exception {
        register("trouble.restart");
        post("trouble.restart", "before").then().statusCode(202);

        redis.server().stop();
        refuses("trouble.restart", "during");
        redis.server().restart();

        getsInAtLast("trouble.restart", "during");
        getsInAtLast("trouble.restart", "before").then().statusCode(200).body("duplicate", equalTo(true));
        assertThat(length("trouble.restart")).isEqualTo(2);
    }

    @Test
    void storesNothingWhileMemoryIsFull() throws Exception {
        register("trouble.memory");
        post("trouble.memory", "before").then().statusCode(202);
        raw("CONFIG", "SET", "maxmemory", "1");
        try {
            refuses("trouble.memory", "during");
            refuses("trouble.memory", "during");
            assertThat(length("trouble.memory")).isEqualTo(1);
        } finally {
            raw("CONFIG", "SET", "maxmemory", "0");
        }
        getsInAtLast("trouble.memory", "during");
        assertThat(length("trouble.memory")).isEqualTo(2);
    }

    @Test
    void sendsScriptsAgainThatRedisHasForgotten() throws Exception {
        register("trouble.scripts");
        for (int i = 1; i < BOUND; i++) {
            assertThat(raw("SCRIPT", "FLUSH", "SYNC")).isEqualTo("+OK");
            post("trouble.scripts").then().statusCode(202);
            assertThat(length("trouble.scripts")).isEqualTo(i);
        }
    }

    @Test
    void answersAllWhileRedisForgetsItsScriptsAgainAndAgain() throws Exception {
        register("trouble.flushed");
        var stop = new AtomicBoolean();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var flushes = pool.submit(() -> flushScriptsUntil(stop));
            try {
                for (int i = 0; i < 200; i++) {
                    assertThat(post("trouble.flushed", "id-" + i % BOUND).statusCode())
                            .isIn(200, 202);
                }
            } finally {
                stop.set(true);
            }
            assertThat(flushes.get()).isPositive();
        }
        assertThat(length("trouble.flushed")).isEqualTo(BOUND);
    }

    private int flushScriptsUntil(AtomicBoolean stop) throws IOException {
        int flushes = 0;
        try (var connection = RawRedis.connect(redis.server().port())) {
            for (; !stop.get(); flushes++) {
                assertThat(connection.call("SCRIPT", "FLUSH", "SYNC")).isEqualTo("+OK");
                // Forgetting costs Redis more than anything else here; others are to have their turn.
                LockSupport.parkNanos(1_000_000);
            }
        }
        return flushes;
    }

    @Test
    void storesOnceWhenTheAnswerOfRedisIsLost() throws Exception {
        for (int i = 0; i < 20; i++) {
            var name = "trouble.lost." + i;
            register(name);
            int before = redis.proxy().count("EVALSHA");
            // Trimming and others run scripts too; most of these faults meet the delivery.
            redis.proxy().swallowReply("EVALSHA", 1);
            var first = post(name, "once").then().extract();
            assertThat(first.statusCode()).isIn(200, 202);
            assertThat(length(name)).isEqualTo(1);
            post(name, "once")
                    .then()
                    .statusCode(200)
                    .body("duplicate", equalTo(true))
                    .body("firingId", equalTo(first.path("firingId")))
                    .body("runs", equalTo(first.path("runs")));
            assertThat(redis.proxy().count("EVALSHA") - before).isGreaterThan(2);
        }
    }

    @Test
    void refusesStartsBeyondTheBoundUntilEnginesHaveCaughtUp() throws Exception {
        var stream = "tg:{0}:handoff:trouble.backlog";
        register("trouble.backlog");
        for (int i = 0; i < BOUND; i++) {
            post("trouble.backlog", "id-" + i).then().statusCode(202);
        }
        refuses("trouble.backlog", "beyond");
        assertThat(length("trouble.backlog")).isEqualTo(BOUND);
        for (int i = 0; i < BOUND; i++) {
            post("trouble.backlog", "id-" + i).then().statusCode(200).body("duplicate", equalTo(true));
        }

        raw("XREADGROUP", "GROUP", "engines", "one", "COUNT", "100", "STREAMS", stream, ">");
        refuses("trouble.backlog", "beyond");
        raw("EVAL", """
                for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
                    redis.call('XACK', KEYS[1], 'engines', entry[1])
                end
                """, "1", stream);
        getsInAtLast("trouble.backlog", "beyond");
        assertThat(length("trouble.backlog")).isEqualTo(1);
    }

    @Test
    void tellsReadinessAndKeepsLiving() {
        redis.server().stop();
        retry("/q/health/ready", 503);
        given().get("/q/health/live").then().statusCode(200);
        redis.server().restart();
        retry("/q/health/ready", 200);
    }
}
