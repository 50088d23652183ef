package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.faults.OnTroubledRedis;
import io.triggergateway.faults.RawRedis;
import io.triggergateway.faults.TroubledRedis;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers hear when Redis refuses a write, at every call that writes: either it is done, or 503 and when to return. */
@QuarkusTest
@TestProfile(OnTroubledRedis.class)
class RedisErrorsTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int TRIES = 10_000;

    private final Gateway gateway;
    private final TroubledRedis redis;
    private String firing = "";

    RedisErrorsTest(Gateway gateway, @Identifier("troubled") TroubledRedis redis) {
        this.gateway = gateway;
        this.redis = redis;
    }

    @BeforeEach
    void registers() {
        untilStatus(200, () -> given().get("/q/health/ready"));
        if (given().header("Authorization", "Bearer test-token-of-an-admin")
                        .get(ROOT + "errors.hook")
                        .statusCode()
                == 404) {
            gateway.register("name: errors.hook\ntype: webhook\nendpoint: { path: /errors, auth: { type: none } }\n");
            gateway.register("name: errors.event\ntype: event\n");
            gateway.register("name: errors.manual\ntype: manual\n");
            gateway.register("name: errors.plan\ntype: schedule\nschedule: { interval: 1h, overlap: skip }\n");
            gateway.subscribe("errors.manual", "approve", "{ mode: manual }");
        }
        firing = untilStatus(202, () -> post("errors.manual/execute", "{}")).path("firingId");
    }

    @AfterEach
    void heals() {
        redis.proxy().obey();
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-token-of-an-admin").contentType("application/json");
    }

    private static Response post(String path, String body) {
        return admin().body(body).post(ROOT + path);
    }

    private static Response untilStatus(int status, Supplier<Response> call) {
        var answer = call.get();
        for (int i = 0; i < TRIES && answer.statusCode() != status; i++) {
            answer = call.get();
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return answer;
    }

    /** A call of each kind that writes by a script. */
    private List<Response> writes() {
        return List.of(
                given().contentType("application/json").body("{}").post(ROOT + "webhooks/errors"),
                post("errors.event/emit", "{}"),
                admin().contentType("application/cloudevents+json")
                        .body("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"errors.event\"}")
                        .post(ROOT + "events"),
                post("errors.manual/execute", "{}"),
                post("errors.plan/execute", ""),
                post("errors.manual/firings/" + firing + "/replay", ""),
                post("errors.manual/firings/" + firing + "/execute", ""),
                post("errors.manual/firings/" + firing + "/dismiss", ""),
                post("errors.manual/replay", "{\"last\": 1}"),
                post("", "{\"name\":\"errors.fresh\",\"type\":\"event\"}"),
                admin().body("{\"name\":\"errors.event\",\"type\":\"event\",\"description\":\"" + UUID.randomUUID()
                                + "\"}")
                        .put(ROOT + "errors.event"),
                post("errors.hook/disable", ""),
                post("errors.hook/enable", ""),
                admin().body("{}").put(ROOT + "errors.event/subscriptions/fresh-flow"),
                post("runs/r0-" + "a".repeat(26) + "/status", "{\"status\":\"completed\"}"),
                admin().delete(ROOT + "errors.fresh"));
    }

    private String handedOff() throws IOException {
        try (var connection = RawRedis.connect(redis.server().port())) {
            return connection.call("XLEN", "tg:{0}:handoff");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'. | 30",
                "MISCONF Redis is configured to save RDB snapshots       | 30",
                "NOREPLICAS Not enough good replicas to write.           | 30",
                "READONLY You can't write against a read only replica.   | 30",
                "LOADING Redis is loading the dataset in memory          | 5",
                "BUSY Redis is busy running a script.                    | 5",
                "MASTERDOWN Link with MASTER is down                     | 5",
                "MOVED 3999 127.0.0.1:6381                               | 5",
                "ASK 3999 127.0.0.1:6381                                 | 5",
                "TRYAGAIN Multiple keys request during rehashing of slot | 5",
                "CLUSTERDOWN The cluster is down                         | 5",
                "NOAUTH Authentication required.                         | 5",
                "NOPERM User default has no permissions                  | 5",
                "WRONGPASS invalid username-password pair                | 5",
                "ERR max number of clients reached                       | 5",
                "WRONGTYPE Operation against a key                       | 30",
                "ERR something else                                      | 30",
            })
    void refusesEveryWriteWithoutHavingDoneIt(String error, int seconds) throws IOException {
        var before = handedOff();
        redis.proxy().refuseAll("EVALSHA", "-" + error);
        redis.proxy().refuseAll("EVAL", "-" + error);

        var answers = writes();

        IntStream.range(0, answers.size())
                .forEach(i -> assertThat(answers.get(i).statusCode())
                        .as("call %d: %s", i, answers.get(i).asString())
                        .isIn(i == answers.size() - 1 ? List.of(404, 503) : List.of(503)));
        answers.stream().filter(answer -> answer.statusCode() == 503).forEach(answer -> {
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, seconds * 2);
        });
        assertThat(handedOff()).isEqualTo(before);
    }

    @Test
    void sendsEveryScriptAgainThatRedisDoesNotKnow() {
        redis.proxy().refuseAll("EVALSHA", "-NOSCRIPT No matching script. Please use EVAL.");

        writes().forEach(answer ->
                assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201, 202, 204, 404, 409));
    }

    @Test
    void neverSaysYesWhenEveryAnswerIsLost() {
        redis.proxy().swallowAll("EVALSHA");
        redis.proxy().swallowAll("EVAL");

        writes().forEach(answer ->
                assertThat(answer.statusCode()).as(answer.asString()).isIn(503, 404, 409));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory",
                "-NOAUTH Authentication required.",
                "-MASTERDOWN Link with MASTER is down"
            })
    void isNotReadyWhileRedisAnswersSo(String error) {
        redis.proxy().refuseAll("PING", error);
        untilStatus(503, () -> given().get("/q/health/ready"));
        given().get("/q/health/live").then().statusCode(200);

        redis.proxy().obey();
        untilStatus(200, () -> given().get("/q/health/ready"));
    }
}
