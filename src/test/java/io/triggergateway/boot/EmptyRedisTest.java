package io.triggergateway.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A gateway whose Redis is emptied under its feet says so, and serves what its files say. */
@QuarkusTest
@TestProfile(EmptyRedisTest.FromFiles.class)
class EmptyRedisTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int LOOKS = 100_000;

    private final RedisLink redis;
    private final DataWatch watch;

    EmptyRedisTest(RedisLink redis, DataWatch watch) {
        this.redis = redis;
        this.watch = watch;
    }

    /** The profile: a webhook and a schedule from files, in two partitions. */
    public static final class FromFiles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                var directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "static-");
                Files.writeString(directory.resolve("all.yaml"), """
                        triggers:
                          - { name: kept.hook, type: webhook, endpoint: { path: /kept, auth: { type: none } } }
                          - { name: kept.plan, type: schedule, schedule: { interval: 1h } }
                          - { name: kept.other, type: schedule, schedule: { interval: 1h } }
                        flows:
                          - { name: kept-flow, subscribe: [kept.hook, kept.plan] }
                        """);
                return Map.of("gateway.files", directory.toString(), "gateway.partitions", "2");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    private static int deliver() {
        return given().contentType("application/json")
                .body("{}")
                .post(ROOT + "webhooks/kept")
                .statusCode();
    }

    private void eventually(String what, BooleanSupplier holds) {
        for (int i = 0; i < LOOKS; i++) {
            if (holds.getAsBoolean()) {
                return;
            }
            redis.call("PING");
        }
        throw new AssertionError("Expected " + what + ", but it did not come about");
    }

    private boolean arePlanned() {
        return !redis.call("ZSCORE", "tg:{0}:due", "kept.plan").isNil()
                && !redis.call("ZSCORE", "tg:{1}:due", "kept.other").isNil();
    }

    private void empties(String keys) {
        for (var key : redis.call("KEYS", keys).items()) {
            redis.call("DEL", key.text());
        }
    }

    private void saysSoAndServes(String partitions) {
        eventually("the loss to be told", () -> watch.loss().orElse("").contains(partitions));
        eventually("the webhook to work", () -> deliver() == 202);
        eventually("both schedules to be planned", this::arePlanned);
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        "checks.find { it.name == 'trigger-gateway' }.data.dataLost",
                        containsString("partition " + partitions));
    }

    @Test
    void saysSoAndRegistersAgainWhatFilesSay() {
        eventually("both schedules to be planned", this::arePlanned);
        assertThat(watch.loss()).isEmpty();
        given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType("application/yaml")
                .body("name: lost.event\ntype: event\n".getBytes(StandardCharsets.UTF_8))
                .post(ROOT)
                .then()
                .statusCode(201);

        redis.call("FLUSHALL");
        saysSoAndServes("0, 1 are");
        given().header("Authorization", "Bearer test-token-of-an-admin")
                .get(ROOT + "?origin=dynamic")
                .then()
                .body("items.size()", equalTo(0));

        empties("tg:{1}:*");
        saysSoAndServes("1 are");

        empties("tg:{0}:*");
        saysSoAndServes("0 are");
        given().header("Authorization", "Bearer test-token-of-a-viewer")
                .get("/q/metrics")
                .then()
                .body(containsString("trigger_gateway_redis_data_lost_total 4.0"))
                .body(containsString("trigger_gateway_redis_clock_skew_seconds "));
    }
}
