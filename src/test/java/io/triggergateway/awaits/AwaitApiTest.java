package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.post;
import static io.triggergateway.awaits.GivenAwaits.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registering and ending awaits over HTTP, and what engines then read. */
@QuarkusTest
class AwaitApiTest {
    private static final String HOUR = "{\"type\": \"time\", \"delay\": \"1h\"}";
    private static final String ANSWER =
            "{\"type\": \"webhook\", \"flow\": \"orders\", \"schema\": {\"type\": \"object\", \"required\": [\"ok\"]}}";

    private final GivenAwaits awaits;

    AwaitApiTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    @Test
    void theSameAgainIsAnsweredTheSameWay() {
        var first = put("api-same", "s", "{\"type\": \"webhook\", \"timeout\": \"2h\"}")
                .statusCode(201)
                .header("Location", equalTo(ROOT + "/api-same/s"))
                .body("state", equalTo("waiting"))
                .body("deadline", notNullValue())
                .body("timeout", equalTo(7_200_000))
                .body("url", startsWith("http"));
        put("api-same", "s", "{\"timeout\": 7200000, \"type\": \"webhook\"}")
                .statusCode(200)
                .body("url", equalTo(first.extract().path("url")))
                .body("deadline", equalTo(first.extract().path("deadline")));
        put("api-same", "s", HOUR).statusCode(409).body("detail", containsString("waits for already"));
        assertThat(awaits.messages("api-same")).isEmpty();
    }

    @Test
    void anEndedOneIsNotRepeated() {
        put("api-ended", "s", ANSWER).statusCode(201);
        post("operator", "api-ended", "s", "resolve", "{\"ok\": true}")
                .statusCode(200)
                .body("outcome", equalTo("resolved"))
                .body("endedBy", equalTo("user:operator"));

        put("api-ended", "s", ANSWER)
                .statusCode(200)
                .body("state", equalTo("ended"))
                .body("outcome", equalTo("resolved"))
                .body("url", nullValue());
        put("api-ended", "s", HOUR).statusCode(409).body("detail", containsString("user:operator"));
        as("viewer").get(ROOT + "/api-ended/s").then().statusCode(410).body("outcome", equalTo("resolved"));
        post("operator", "api-ended", "s", "resolve", "{}").statusCode(410).body("endedBy", equalTo("user:operator"));
        post("engine", "api-ended", "s", "cancel", "").statusCode(410);
        post("engine", "api-ended", "s", "extend", "{\"timeout\": 1000}").statusCode(410);

        assertThat(awaits.only("api-ended"))
                .containsEntry("type", "resume-run")
                .containsEntry("flow", "orders")
                .containsEntry("runId", "api-ended")
                .containsEntry("stepId", "s")
                .containsEntry("trigger", "await:api-ended:s")
                .containsEntry("outcome", "resolved")
                .containsEntry("data", "{\"ok\":true}")
                .containsEntry("meta", "{\"user\":\"operator\"}")
                .containsKeys("id", "time")
                .doesNotContainKeys("dataRef", "reason", "firingId", "traceparent");
    }

    @Test
    void dataThatDoNotFitLeaveItWaiting() {
        put("api-schema", "s", ANSWER).statusCode(201);
        post("operator", "api-schema", "s", "resolve", "{\"no\": 1}")
                .statusCode(422)
                .body("type", equalTo("/problems/schema-violated"));
        as("viewer").get(ROOT + "/api-schema/s").then().statusCode(200).body("state", equalTo("waiting"));
        assertThat(awaits.messages("api-schema")).isEmpty();
    }

    @Test
    void cancelTellsTheEngine() {
        put("api-cancel", "s", HOUR).statusCode(201);
        post("engine", "api-cancel", "s", "cancel", "").statusCode(200).body("outcome", equalTo("cancelled"));
        assertThat(awaits.only("api-cancel"))
                .containsEntry("outcome", "cancelled")
                .containsEntry("data", "null");
    }

    @Test
    void allOfARunEndTogether() {
        put("api-run", "a", HOUR).statusCode(201);
        put("api-run", "b", ANSWER).statusCode(201);
        put("api-run-other", "a", HOUR).statusCode(201);
        as("viewer").get(ROOT + "/api-run").then().statusCode(200).body("items.stepId", equalTo(List.of("a", "b")));
        as("engine").delete(ROOT + "/api-run").then().statusCode(200).body("items", hasSize(2));
        as("engine").delete(ROOT + "/api-run").then().statusCode(200).body("items", hasSize(0));
        assertThat(awaits.messages("api-run")).hasSize(2);
        assertThat(awaits.messages("api-run-other")).isEmpty();
    }

    @Test
    void extendCountsFromNow() {
        put("api-extend", "s", ANSWER).statusCode(201);
        post("engine", "api-extend", "s", "extend", "{\"timeout\": \"30d\"}")
                .statusCode(200)
                .body("state", equalTo("waiting"));
        String deadline =
                as("viewer").get(ROOT + "/api-extend/s").then().extract().path("deadline");
        assertThat(Instant.parse(deadline)).isAfter(Clock.systemUTC().instant().plus(Duration.ofDays(29)));
    }

    @Test
    void listsArePagedAndNeverShowUrls() {
        for (int i = 0; i < 5; i++) {
            put("api-list", "s" + i, "{\"type\": \"webhook\", \"timeout\": \"%dd\"}".formatted(300 - i))
                    .statusCode(201);
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var request = as("viewer").queryParam("kind", "webhook").queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get(ROOT)
                    .then()
                    .statusCode(200);
            assertThat(page.extract().asString()).doesNotContain("url", "/webhooks/");
            seen.addAll(page.extract().path("items.findAll { it.runId == 'api-list' }.stepId"));
            cursor = page.extract().path("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsExactly("s4", "s3", "s2", "s1", "s0");
        as("viewer").queryParam("runId", "api-list").get(ROOT).then().body("items", hasSize(5));
        as("viewer").queryParam("kind", "rubbish").get(ROOT).then().statusCode(400);
        as("viewer").queryParam("cursor", "rubbish").get(ROOT).then().statusCode(400);
    }

    @Test
    void secretsAreMaskedAndStoredEncrypted() {
        var auth = "{\"type\": \"bearer\", \"secret\": \"canary-of-an-await\"}";
        var shown = put("api-secret", "s", "{\"type\": \"webhook\", \"auth\": %s}".formatted(auth))
                .statusCode(201)
                .body("auth.secret", equalTo("***"))
                .extract()
                .asString();
        assertThat(shown).doesNotContain("canary");
        assertThat(awaits.redis()
                        .call(
                                "GET",
                                awaits.keys()
                                        .await(
                                                0,
                                                awaits.waiting("api-secret", "s")
                                                        .generation()))
                        .text())
                .contains("enc:")
                .doesNotContain("canary");
        put("api-secret", "s", "{\"type\": \"webhook\", \"auth\": %s}".formatted(auth))
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api-role/s, viewer",
        "POST, /api-role/s/resolve, engine",
        "POST, /api-role/s/cancel, viewer",
        "POST, /api-role/s/extend, viewer",
        "DELETE, /api-role, viewer"
    })
    void whoeverMayNotIsRefused(String method, String path, String role) {
        as(role).body("{}").request(method, ROOT + path).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no-such-run/s", "/a b/s", "/-x/s"})
    void whatNobodyKnowsIsNotFound(String path) {
        as("viewer").get(ROOT + path).then().statusCode(404);
        as("operator").body("{}").post(ROOT + path + "/resolve").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /type",
                "{\"type\": \"nothing\"} | /type",
                "{\"type\": 7} | /type",
                "{\"type\": \"time\"} | /delay",
                "{\"type\": \"time\", \"delay\": -1} | /delay",
                "{\"type\": \"time\", \"delay\": \"soon\"} | /delay",
                "{\"type\": \"time\", \"delay\": 1, \"at\": \"x\"} | /at",
                "{\"type\": \"time\", \"delay\": 1, \"surprise\": 1} | /surprise",
                "{\"type\": \"time\", \"delay\": 1, \"flow\": \"a b\"} | /flow",
                "{\"type\": \"time\", \"delay\": 1, \"stream\": \"dead\"} | /stream",
                "{\"type\": \"time\", \"delay\": 1000, \"remindAfter\": 1000} | /remindAfter",
                "{\"type\": \"until\"} | /at",
                "{\"type\": \"until\", \"at\": \"2026-13-01T00:00:00Z\"} | /at",
                "{\"type\": \"schedule\"} | /cron",
                "{\"type\": \"schedule\", \"cron\": \"rubbish\"} | /cron",
                "{\"type\": \"schedule\", \"cron\": \"0 0 30 2 *\"} | /cron",
                "{\"type\": \"schedule\", \"cron\": \"0 9 * * *\", \"timezone\": \"Mars/Base\"} | /timezone",
                "{\"type\": \"event\"} | /event",
                "{\"type\": \"event\", \"event\": \"No Such\"} | /event",
                "{\"type\": \"event\", \"event\": \"nobody.has.it\"} | /event",
                "{\"type\": \"event\", \"event\": \"nobody.has.it\", \"filter\": \"(\"} | /filter",
                "{\"type\": \"event\", \"event\": \"x\", \"lookback\": \"11m\"} | /lookback",
                "{\"type\": \"event\", \"event\": \"x\", \"timeout\": 0} | /timeout",
                "{\"type\": \"webhook\", \"timeout\": \"366d\"} | /timeout",
                "{\"type\": \"webhook\", \"schema\": {\"type\": 7}} | /schema/type",
                "{\"type\": \"webhook\", \"auth\": {\"type\": \"shared\"}} | /auth",
                "{\"type\": \"webhook\", \"auth\": {\"type\": \"bearer\"}} | /auth/secret",
                "{\"type\": \"webhook\", \"auth\": {\"type\": \"bearer\", \"secret\": \"env:NOT_THERE\"}} | /auth/secret",
                "{\"type\": \"webhook\", \"path\": \"/a/../b\"} | /path",
                "{\"type\": \"webhook\", \"path\": \"/a/{b}\"} | /path",
                "{\"type\": \"webhook\", \"path\": \"/webhooks/awaits/x\"} | /path",
                "{\"type\": \"webhook\", \"method\": \"GET\"} | /method",
                "{\"type\": \"webhook\", \"method\": []} | /method",
                "{\"type\": \"webhook\", \"ui\": {\"form\": [{}]}} | /ui/form/0/name"
            })
    void rubbishIsRefusedWithItsPlace(String body, String pointer) {
        put("api-rubbish", "s", body).statusCode(422).body("errors.pointer", hasItem(pointer));
        assertThat(awaits.redis()
                        .call("HEXISTS", awaits.keys().runAwaits(0, "api-rubbish"), "api-rubbish/s")
                        .number())
                .isZero();
    }

    @Test
    void namesOfRunsAndStepsAreChecked() {
        put("api~names", "s", HOUR).statusCode(422).body("errors.pointer", hasItem("/runId"));
        put("api-names", "s t", HOUR).statusCode(422).body("errors.pointer", hasItems("/stepId"));
        put("api-names", "s", "{").statusCode(400);
    }

    @Test
    void largeDataGoByReference() {
        put("api-large", "s", HOUR).statusCode(201);
        var large = "\"" + "x".repeat(70_000) + "\"";
        post("operator", "api-large", "s", "resolve", large).statusCode(200);
        var message = awaits.only("api-large");
        assertThat(message).doesNotContainKey("data");
        assertThat(awaits.redis().call("GET", message.get("dataRef")).text()).isEqualTo(large);
    }

    @Test
    void namesWithColonsDoNotRunIntoEachOther() {
        put("api:x", "y", HOUR).statusCode(201);
        put("api", "x:y", ANSWER).statusCode(201);
        post("engine", "api", "x:y", "cancel", "").statusCode(200);
        as("viewer").get(ROOT + "/api:x/y").then().statusCode(200);
    }
}
