package io.triggergateway.scheduler;

import static io.restassured.RestAssured.given;
import static io.triggergateway.scheduler.Looks.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a schedule's plan when the trigger changes, or somebody breaks it. */
@QuarkusTest
class PlansTest {
    private static final String CATCH_UP_ON_ALL = "catchUp: { policy: all, window: 1d, max: 10000 }";

    private final GivenSchedules schedules;
    private final RedisLink redis;

    PlansTest(GivenSchedules schedules, RedisLink redis) {
        this.schedules = schedules;
        this.redis = redis;
    }

    @AfterEach
    void removesThem() {
        schedules.removeAll();
    }

    @Test
    void slotBetweenRegistrationAndItsPlanFires() {
        var slot = Instant.ofEpochSecond(schedules.redisTime().getEpochSecond() - 10);
        schedules.register("plans.once", "once: '%s'".formatted(slot));
        eventually(() -> "".equals(schedules.planned("plans.once")));

        schedules.unplanSince("plans.once", slot.minusSeconds(1));

        eventually(() -> !schedules.slots("plans.once").isEmpty());
        assertThat(schedules.slots("plans.once")).containsExactly(slot);
    }

    @Test
    void planThatGotLostBeginsWithTheNextSlot() {
        var slot = Instant.ofEpochSecond(schedules.redisTime().getEpochSecond() - 10);
        schedules.register("plans.lost", "once: '%s'".formatted(slot));
        eventually(() -> "".equals(schedules.planned("plans.lost")));
        schedules.unplanSince("plans.lost", slot.minusSeconds(1));
        eventually(() -> !schedules.slots("plans.lost").isEmpty());

        redis.call("DEL", schedules.planKey("plans.lost"));
        schedules.restate("plans.lost");

        eventually(() -> "".equals(schedules.planned("plans.lost")));
        assertThat(schedules.plan("plans.lost")).doesNotContainKey("fired");
        assertThat(schedules.slots("plans.lost")).containsExactly(slot);
    }

    @Test
    void onceInThePastNeverFires() {
        schedules.register("plans.past", "once: '2020-01-01T00:00:00Z'");

        eventually(() -> "".equals(schedules.planned("plans.past")));
        assertThat(schedules.isDue("plans.past")).isFalse();
        given().header("Authorization", "Bearer test-token-of-an-operator")
                .get("/api/_triggers/plans.past/schedule")
                .then()
                .body("items", empty())
                .body("overdue", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled: false\nschedule: { interval: 1s }", "schedule: { interval: 1s, enabled: false }"})
    void disabledInItsDefinitionIsNotDue(String definition) {
        schedules.delete(registered("plans.off", "interval: 1h"));
        schedules.putDocument("plans.off", "name: plans.off\ntype: schedule\n" + definition);

        eventually(() -> "".equals(schedules.planned("plans.off")));
        assertThat(schedules.isDue("plans.off")).isFalse();
    }

    private String registered(String name, String schedule) {
        schedules.register(name, schedule);
        eventually(() -> schedules.planned(name) != null);
        return name;
    }

    @Test
    void triggerOfAnotherTypeIsNoLongerDue() {
        registered("plans.manual", "interval: 1h");

        schedules.putDocument("plans.manual", "name: plans.manual\ntype: manual");
        schedules.makeDue("plans.manual");

        eventually(() -> !schedules.isDue("plans.manual"));
        assertThat(schedules.slots("plans.manual")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "caughtUp", "fired", "version"})
    void planWithANumberThatIsNoneIsMadeAnew(String field) {
        registered("plans.garbled", "interval: 1s");

        redis.call("HSET", schedules.planKey("plans.garbled"), field, "garbage");
        int before = schedules.slots("plans.garbled").size();
        eventually(() -> schedules.slots("plans.garbled").size() > before);
        schedules.enable("plans.garbled", false);
        assertThat(schedules.plan("plans.garbled").values()).doesNotContain("garbage");
    }

    @Test
    void brokenPlanIsMadeAnewAndStandsInNobodysWay() {
        registered("plans.broken", "interval: 1s");
        registered("plans.beside", "interval: 1s");
        redis.call("SET", schedules.planKey("plans.broken"), "no plan");
        int before = schedules.slots("plans.beside").size();

        eventually(() -> schedules.slots("plans.beside").size() > before + 1);
        eventually(() -> schedules.planned("plans.broken") != null);
        assertThat(schedules.plan("plans.broken")).containsKeys("generation", "version", "next");
        schedules.enable("plans.broken", false);
        schedules.enable("plans.beside", false);
    }

    @Test
    void triggerThatIsDeletedAndMadeAgainFiresAnew() {
        for (int i = 0; i < 20; i++) {
            schedules.register("plans.again", "interval: 1s");
            schedules.delete("plans.again");
        }
        schedules.register("plans.again", "interval: 1h, " + CATCH_UP_ON_ALL);

        var first = schedules.turnBack("plans.again", Duration.ofHours(2));

        eventually(() -> Integer.parseInt(schedules.plan("plans.again").getOrDefault("fired", "0")) >= 2);
        assertThat(schedules.slots("plans.again")).containsSequence(first, first.plus(Duration.ofHours(1)));
    }

    @Test
    void editOfMaxFiringsHoldsForWhatHasFired() {
        schedules.register("plans.max", "interval: 1h, maxFirings: 2, " + CATCH_UP_ON_ALL);
        schedules.turnBack("plans.max", Duration.ofHours(5));
        eventually(() -> "".equals(schedules.planned("plans.max")));
        assertThat(schedules.slots("plans.max")).hasSize(2);

        schedules.put("plans.max", "interval: 1h, maxFirings: 4, " + CATCH_UP_ON_ALL, true);
        eventually(() -> !"".equals(schedules.planned("plans.max")));
        schedules.turnBack("plans.max", Duration.ofHours(3));
        eventually(() -> "".equals(schedules.planned("plans.max")));

        assertThat(schedules.plan("plans.max")).containsEntry("fired", "4");
        schedules.put("plans.max", "interval: 1h, maxFirings: 3, " + CATCH_UP_ON_ALL, true);
        eventually(() -> "3".equals(schedules.plan("plans.max").get("version")));
        assertThat(schedules.planned("plans.max")).isEmpty();
    }

    @Test
    void enablingDoesNotFireBeyondMaxFirings() {
        schedules.register("plans.spent", "interval: 1s, maxFirings: 1");
        eventually(() -> "".equals(schedules.planned("plans.spent")));
        eventually(() -> schedules
                .redisTime()
                .isAfter(schedules.slots("plans.spent").getLast().plusSeconds(2)));
        schedules.enable("plans.spent", false);

        given().header("Authorization", "Bearer test-token-of-an-operator")
                .contentType("application/json")
                .body("{\"catchUp\": \"latest\"}")
                .post("/api/_triggers/plans.spent/enable")
                .then()
                .statusCode(200);

        assertThat(schedules.slots("plans.spent")).hasSize(1);
    }

    @Test
    void jitterDelaysAFireAndNotItsSlot() {
        var name = registered("plans.jitter", "interval: 1s, jitter: 900ms");
        eventually(() -> schedules.slots(name).size() > 2);
        schedules.enable(name, false);

        var offset = Duration.ofMillis(given().header("Authorization", "Bearer test-token-of-an-operator")
                .get("/api/_triggers/" + name + "/schedule")
                .then()
                .extract()
                .<Integer>path("offset"));
        assertThat(offset).isPositive();
        assertThat(schedules.messages(name))
                .allSatisfy(message -> assertThat(Instant.parse(message.get("time")))
                        .isAfterOrEqualTo(schedules.slot(message).plus(offset)));
        assertThat(schedules.slots(name))
                .allSatisfy(slot -> assertThat(slot.getNano()).isZero());
    }

    @Test
    void dataThatViolatesItsSchemaIsRecordedAndKeptAsLongAsTheTriggerSays() {
        schedules.putDocument("plans.schema", """
                name: plans.schema
                type: schedule
                schedule: { interval: 1h }
                data: { amount: none }
                schema: { properties: { amount: { type: number } } }
                config: { retentionDays: 2 }
                """);
        schedules.turnBack("plans.schema", Duration.ofHours(1));

        eventually(() -> schedules.logged("plans.schema") == 1);
        var id = schedules.firings("plans.schema").getFirst();
        assertThat(schedules.firing("plans.schema", id))
                .containsEntry("status", "failed")
                .hasEntrySatisfying(
                        "reason", reason -> assertThat(reason).startsWith("The data violates the schema: /amount"));
        assertThat(schedules.retention("plans.schema", id)).isBetween(Duration.ofDays(1), Duration.ofDays(2));
        assertThat(schedules.slots("plans.schema")).isEmpty();
    }
}
