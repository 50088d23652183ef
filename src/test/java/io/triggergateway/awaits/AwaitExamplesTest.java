package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.put;
import static io.triggergateway.awaits.GivenAwaits.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.trigger.Instants;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The usual reasons to wait, from registration to the step that goes on, with a small engine. */
@QuarkusTest
class AwaitExamplesTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String APPROVAL = """
            {"type": "webhook", "flow": "orders", "timeout": "1d", "context": {"order": 42},
             "schema": {"type": "object", "required": ["approved"], "properties": {"approved": {"type": "boolean"}}}}
            """;

    private final GivenAwaits awaits;
    private SmallEngine engine;

    AwaitExamplesTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    @BeforeEach
    void start() {
        engine = new SmallEngine(awaits.redis(), "small-engine");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Map<String, String> goesOn(String run) {
        awaits.settle();
        return engine.goesOn(run, "wait").orElseThrow(() -> new AssertionError(run + " does not go on"));
    }

    private void staysAside(String run) {
        awaits.settle();
        assertThat(engine.goesOn(run, "wait")).isEmpty();
    }

    private static void emit(String body) {
        as("engine").body(body).post("/api/_triggers/external.completed/emit").then();
    }

    @Test
    void fiveMinutes() {
        put("example-time", "wait", "{\"type\": \"time\", \"delay\": 300000}").statusCode(201);
        engine.pause("example-time", "wait");
        staysAside("example-time");
        awaits.later("example-time", "wait", Duration.ofMinutes(5).minus(A_MINUTE));
        staysAside("example-time");
        awaits.later("example-time", "wait", A_MINUTE);
        assertThat(goesOn("example-time")).containsEntry("outcome", "resolved").containsEntry("data", "null");
    }

    @Test
    void anEventThatFitsOrItsTimeout() {
        as("admin")
                .body("{\"name\": \"external.completed\", \"type\": \"event\"}")
                .put("/api/_triggers/external.completed")
                .then();
        var body =
                "{\"type\": \"event\", \"event\": \"external.completed\", \"filter\": \"event.jobId == '%s'\", \"timeout\": 3600000, \"lookback\": \"5m\"}";
        put("example-event", "wait", body.formatted(42)).statusCode(201);
        put("example-timeout", "wait", body.formatted(43)).statusCode(201);
        engine.pause("example-event", "wait");
        engine.pause("example-timeout", "wait");
        emit("{\"jobId\": \"41\"}");
        staysAside("example-event");
        emit("{\"jobId\": \"42\", \"result\": \"ok\"}");
        assertThat(goesOn("example-event"))
                .containsEntry("outcome", "resolved")
                .containsEntry("data", "{\"jobId\":\"42\",\"result\":\"ok\"}");
        staysAside("example-timeout");
        awaits.later("example-timeout", "wait", Duration.ofHours(1));
        assertThat(goesOn("example-timeout")).containsEntry("outcome", "timeout");
    }

    @Test
    void approvalAndRejection() {
        for (boolean approved : new boolean[] {true, false}) {
            var run = "example-approval-" + approved;
            var url = url(run, "wait", APPROVAL);
            engine.pause(run, "wait");
            staysAside(run);
            OpenedPage.at(url).send("approved", Boolean.toString(approved)).statusCode(202);
            assertThat(goesOn(run))
                    .containsEntry("outcome", "resolved")
                    .containsEntry("flow", "orders")
                    .containsEntry("data", "{\"approved\":%s}".formatted(approved));
        }
    }

    @Test
    void untilNineTomorrowInAZone() {
        var zone = ZoneId.of("America/New_York");
        var nine = LocalDate.now(zone).plusDays(1).atTime(LocalTime.of(9, 0)).atZone(zone);
        put(
                        "example-until",
                        "wait",
                        "{\"type\": \"until\", \"at\": \"%s\"}"
                                .formatted(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(nine)))
                .statusCode(201)
                .body("deadline", equalTo(Instants.format(nine.toInstant())));
        engine.pause("example-until", "wait");
        awaits.later(
                "example-until", "wait", Duration.between(Instant.now(), nine).minus(A_MINUTE));
        staysAside("example-until");
        awaits.later("example-until", "wait", A_MINUTE);
        assertThat(goesOn("example-until")).containsEntry("outcome", "resolved");
    }

    @Test
    void theNextSlotOfACronExpression() {
        String deadline = put(
                        "example-cron",
                        "wait",
                        "{\"type\": \"schedule\", \"cron\": \"0 9 * * *\", \"timezone\": \"Europe/Berlin\"}")
                .statusCode(201)
                .extract()
                .path("deadline");
        var local = Instant.parse(deadline).atZone(ZoneId.of("Europe/Berlin"));
        assertThat(local.toLocalTime()).isEqualTo(LocalTime.of(9, 0));
        engine.pause("example-cron", "wait");
        awaits.later("example-cron", "wait", Duration.ofHours(25));
        assertThat(goesOn("example-cron")).containsEntry("outcome", "resolved");
    }

    /** The engine registers first, then tells the URL, and only then puts the run aside: nothing is lost in between. */
    @Test
    void aClickBeforeTheRunIsPutAside() {
        var url = url("example-early", "wait", APPROVAL);
        OpenedPage.at(url).send("approved", "true").statusCode(202);
        assertThat(engine.goesOn("example-early", "wait")).isEmpty();
        engine.pause("example-early", "wait");
        assertThat(goesOn("example-early")).containsEntry("data", "{\"approved\":true}");
        assertThat(engine.goesOn("example-early", "wait")).isEmpty();
    }
}
