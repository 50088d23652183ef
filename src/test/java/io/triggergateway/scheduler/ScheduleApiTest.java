package io.triggergateway.scheduler;

import static io.restassured.RestAssured.given;
import static io.triggergateway.scheduler.Looks.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with schedules over HTTP, and what engines then read. */
@QuarkusTest
class ScheduleApiTest {
    private static final String ROOT = "/api/_triggers/";
    private static final String DAY = "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-01T23:59:59Z\"%s}";

    private final GivenSchedules schedules;
    private final RedisLink redis;

    ScheduleApiTest(GivenSchedules schedules, RedisLink redis) {
        this.schedules = schedules;
        this.redis = redis;
    }

    @AfterEach
    void removesThem() {
        schedules.removeAll();
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer test-token-of-an-" + role)
                .contentType("application/json");
    }

    private static ValidatableResponse post(String path, String body) {
        return as("operator").body(body).post(ROOT + path).then();
    }

    @Test
    void tellsWhatComesNext() {
        schedules.register("api.next", "cron: '30 2 * * *', timezone: Europe/Berlin, maxFirings: 3");

        as("operator")
                .get(ROOT + "api.next/schedule?count=20")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].localTime", containsString("T02:30:00"))
                .body("items[0].reason", equalTo("regular"))
                .body("remaining", equalTo(3))
                .body("fired", equalTo(0))
                .body("overdue", equalTo(false));
    }

    @Test
    void tellsNothingOfADisabledSchedule() {
        schedules.register("api.off", "interval: 1h");
        schedules.enable("api.off", false);

        as("operator")
                .get(ROOT + "api.off/schedule")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "api.none/schedule,           404",
        "api.some/schedule?count=0,   400",
        "api.some/schedule?count=x,   400",
        "api.some/schedule?count=501, 400",
    })
    void refusesWhatCannotBeAnswered(String path, int status) {
        schedules.register("api.some", "interval: 1h");

        as("operator").get(ROOT + path).then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void executesNowWithoutTouchingThePlan() {
        schedules.register("api.now", "interval: 1h");
        eventually(() -> schedules.planned("api.now") != null);
        var before = schedules.plan("api.now");

        post("api.now/execute", "").statusCode(202).body("runs[0].flow", equalTo("flow-of-api.now"));
        post("api.now/execute", "{\"other\": true}").statusCode(202);

        assertThat(schedules.all("api.now"))
                .extracting(message -> message.get("data"))
                .containsExactly("{\"of\":\"api.now\"}", "{\"other\":true}");
        assertThat(schedules.plan("api.now")).isEqualTo(before);
    }

    @Test
    void sameKeyExecutesOnce() {
        schedules.register("api.key", "interval: 1h");
        for (int status : List.of(202, 200)) {
            as("operator")
                    .header("Idempotency-Key", "once")
                    .post(ROOT + "api.key/execute")
                    .then()
                    .statusCode(status);
        }
        assertThat(schedules.all("api.key")).hasSize(1);
    }

    @Test
    void enablingFiresTheLastSlotOnlyWhenAskedTo() {
        schedules.register("api.enable", "interval: 1s");
        eventually(() -> !schedules.slots("api.enable").isEmpty());
        schedules.put("api.enable", "interval: 1s", false);
        long off = schedules.logged("api.enable");
        var last = schedules.slots("api.enable").getLast();
        eventually(() -> schedules.redisTime().isAfter(last.plusSeconds(3)));
        // From here on no slot comes by itself.
        schedules.put("api.enable", "interval: 1s, endAt: '%s'".formatted(last.plusSeconds(2)), false);

        post("api.enable/enable", "").statusCode(200);
        assertThat(schedules.logged("api.enable")).isEqualTo(off);

        post("api.enable/enable", "{\"catchUp\": \"latest\"}").statusCode(200);
        post("api.enable/enable", "{\"catchUp\": \"latest\"}").statusCode(200);
        assertThat(schedules.slots("api.enable")).endsWith(last.plusSeconds(2)).doesNotHaveDuplicates();
        assertThat(schedules.logged("api.enable")).isEqualTo(off + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"catchUp\": 1}", "{\"catchUp\": \"all\"}", "{\"catchup\": \"latest\"}", "7"})
    void refusesOtherWishesOnEnabling(String body) {
        schedules.register("api.wish", "interval: 1h");

        post("api.wish/enable", body).statusCode(422).contentType("application/problem+json");
    }

    @Test
    void backfillFiresEverySlotOfTheRange() {
        schedules.register("api.fill", "interval: 1h");

        var job = post("api.fill/backfill", DAY.formatted(""))
                .statusCode(202)
                .header("Location", startsWith(ROOT + "jobs/"))
                .body("kind", equalTo("backfill"))
                .extract()
                .<String>path("id");

        eventually(() -> status(job).equals("done"));
        assertThat(schedules.slots("api.fill"))
                .containsExactlyElementsOf(IntStream.range(0, 24)
                        .mapToObj(hour -> Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(hour)))
                        .toList());
        assertThat(schedules.messages("api.fill"))
                .allSatisfy(message -> assertThat(message.get("meta")).contains("\"backfill\":\"" + job + "\""));
        as("operator")
                .get(ROOT + "jobs/" + job)
                .then()
                .body("total", equalTo(24))
                .body("done", equalTo(24));
    }

    @Test
    void backfillWithAQueueRunsOneAfterTheOther() {
        schedules.register("api.line", "interval: 8h");
        post("api.line/backfill", DAY.formatted(", \"overlap\": \"queue\"")).statusCode(202);

        for (int run = 1; run <= 3; run++) {
            int count = run;
            eventually(() -> schedules.messages("api.line").size() == count);
            var id = schedules.messages("api.line").getLast().get("runId");
            redis.call("XADD", "tg:{0}:signals", "*", "type", "run-completed", "runId", id);
        }
        assertThat(schedules.slots("api.line")).isSorted().hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"from\": \"2026-01-01T00:00:00Z\"}",
                "{\"from\": 7, \"to\": \"2026-01-01T00:00:00Z\"}",
                "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
                "{\"from\": \"2026-01-01T00:00:01Z\", \"to\": \"2026-01-01T00:00:02Z\"}",
                "{\"from\": \"0001-01-01T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
                "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-01T05:00:00Z\", \"overlap\": \"maybe\"}",
                "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-01T05:00:00Z\", \"flows\": []}",
            })
    void refusesBackfillsThatMakeNoSense(String body) {
        schedules.register("api.sense", "interval: 1h");

        post("api.sense/backfill", body)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors", not(empty()));
        assertThat(schedules.messages("api.sense")).isEmpty();
    }

    @Test
    void backfillIsForSchedulesThatRun() {
        post("api.nothing/backfill", DAY.formatted("")).statusCode(404);
        schedules.register("api.still", "interval: 1h");
        schedules.enable("api.still", false);
        post("api.still/backfill", DAY.formatted("")).statusCode(409);
    }

    @ParameterizedTest
    @CsvSource({"backfill", "execute"})
    void enginesMayNot(String call) {
        schedules.register("api.role", "interval: 1h");

        as("engine")
                .body(DAY.formatted(""))
                .post(ROOT + "api.role/" + call)
                .then()
                .statusCode(403);
    }

    @Test
    void replacedRunsAreCancelledAndReportedRunsAreNot() {
        schedules.register("api.replace", "interval: 1h, overlap: replace");
        post("api.replace/execute", "").statusCode(202);
        post("api.replace/execute", "").statusCode(202);
        var messages = schedules.all("api.replace");
        assertThat(messages)
                .extracting(message -> message.get("type"))
                .containsExactly("start-run", "cancel-run", "start-run");
        assertThat(messages.get(1)).containsEntry("runId", messages.get(0).get("runId"));

        as("engine")
                .body(Map.of("status", "completed"))
                .post(ROOT + "runs/" + messages.get(2).get("runId") + "/status")
                .then()
                .statusCode(200);
        post("api.replace/execute", "").statusCode(202);

        assertThat(schedules.all("api.replace")).hasSize(4);
    }

    private static String status(String job) {
        return as("operator").get(ROOT + "jobs/" + job).then().extract().path("status");
    }
}
