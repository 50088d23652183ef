package io.triggergateway.entry;

import static io.triggergateway.entry.GivenGateway.PROBLEM;
import static io.triggergateway.entry.GivenGateway.ROOT;
import static io.triggergateway.entry.GivenGateway.TRACE;
import static io.triggergateway.entry.GivenGateway.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Firing a trigger by its name: events with emit, manual triggers with execute. */
@QuarkusTest
class EmitTest {
    private final GivenGateway gateway;

    EmitTest(GivenGateway gateway) {
        this.gateway = gateway;
    }

    private void event(String name, String more) {
        gateway.register("name: %s\ntype: event\n%s".formatted(name, more));
    }

    private static ValidatableResponse emit(String name, String body) {
        return as("engine").body(body).post(ROOT + "/" + name + "/emit").then();
    }

    private static ValidatableResponse emit(String name, String key, String body) {
        return as("engine")
                .header("Idempotency-Key", key)
                .body(body)
                .post(ROOT + "/" + name + "/emit")
                .then();
    }

    private static void expectProblem(ValidatableResponse answer, int status, String type) {
        answer.statusCode(status).contentType(PROBLEM).body("type", equalTo("/problems/" + type));
    }

    @Test
    void anEmittedEventBecomesOneMessage() {
        event("emit.one", "");
        var answer = as("engine")
                .header("traceparent", TRACE)
                .body("{\"id\": 7}")
                .post(ROOT + "/emit.one/emit")
                .then()
                .statusCode(202)
                .body("trigger", equalTo("emit.one"))
                .body("received", equalTo(true))
                .body("timestamp", notNullValue())
                .body("status", equalTo("accepted"))
                .body("runs[0].flow", equalTo("emit.one-flow"))
                .body("$", not(hasKey("duplicate")))
                .body("$", not(hasKey("pending")));

        assertThat(gateway.messages("emit.one")).hasSize(1);
        assertThat(gateway.messages("emit.one").getFirst())
                .containsEntry("type", "start-run")
                .containsEntry("data", "{\"id\":7}")
                .containsEntry("meta", "{\"user\":\"engine\"}")
                .containsEntry("traceparent", TRACE)
                .containsEntry("runId", answer.extract().path("runs[0].runId"))
                .containsEntry("firingId", answer.extract().path("firingId"));
    }

    @Test
    void executesAManualTrigger() {
        gateway.register("name: execute.one\ntype: manual\n");
        as("operator")
                .body("{\"source\": \"crm\"}")
                .post(ROOT + "/execute.one/execute")
                .then()
                .statusCode(202)
                .body("status", equalTo("accepted"));
        assertThat(gateway.messages("execute.one").getFirst())
                .containsEntry("data", "{\"source\":\"crm\"}")
                .containsEntry("meta", "{\"user\":\"operator\"}");
    }

    @Test
    void anAbsentBodyIsNull() {
        event("emit.null", "");
        as("engine").post(ROOT + "/emit.null/emit").then().statusCode(202);
        assertThat(gateway.only("emit.null", "data").isNull()).isTrue();
    }

    @Test
    void theSameKeyFiresOnce() {
        event("emit.key", "");
        var first = emit("emit.key", "k-1", "{\"a\": 1}").statusCode(202).extract();
        emit("emit.key", "k-1", "{ \"a\":1 }")
                .statusCode(200)
                .body("duplicate", equalTo(true))
                .body("status", equalTo("accepted"))
                .body("firingId", equalTo(first.path("firingId")))
                .body("timestamp", equalTo(first.path("timestamp")))
                .body("runs", equalTo(first.path("runs")));
        emit("emit.key", "k-2", "{\"a\": 1}").statusCode(202);
        assertThat(gateway.messages("emit.key")).hasSize(2);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        event("emit.conflict", "");
        String first = emit("emit.conflict", "k", "{\"a\": 1}")
                .statusCode(202)
                .extract()
                .path("firingId");
        var answer = emit("emit.conflict", "k", "{\"a\": 2}");
        expectProblem(answer, 422, "idempotency-conflict");
        answer.body("detail", containsString(first));
        assertThat(gateway.messages("emit.conflict")).hasSize(1);
    }

    @Test
    void withoutAKeyEveryEmissionCounts() {
        event("emit.every", "");
        emit("emit.every", "{}").statusCode(202);
        emit("emit.every", "{}").statusCode(202);
        assertThat(gateway.messages("emit.every")).hasSize(2);
    }

    @Test
    void aKeyOfTheTriggerDecidesWhatIsTheSame() {
        event("emit.own", "config: { deduplicate: { key: payload.id } }");
        emit("emit.own", "{\"id\": 1, \"try\": 1}").statusCode(202);
        emit("emit.own", "{\"id\": 1, \"try\": 2}").statusCode(200).body("duplicate", equalTo(true));
        emit("emit.own", "{\"id\": 2}").statusCode(202);
        assertThat(gateway.messages("emit.own")).hasSize(2);
    }

    @Test
    void aPayloadHasToFitTheSchema() {
        event("emit.schema", "schema: { type: object, required: [id] }");
        var before = gateway.keys();
        var answer = emit("emit.schema", "{}");
        expectProblem(answer, 422, "schema-violated");
        answer.body("errors.size()", equalTo(1));
        expectProblem(as("engine").post(ROOT + "/emit.schema/emit").then(), 422, "schema-violated");
        assertThat(before).containsAll(gateway.keys());
        as("viewer")
                .get(ROOT + "/emit.schema/refusals")
                .then()
                .statusCode(200)
                .body("items[0].reason", equalTo("schema-violated"));
    }

    @Test
    void whatTheFilterDoesNotLetThroughIsIgnored() {
        event("emit.filter", "filter: payload.amount > 10");
        emit("emit.filter", "{\"amount\": 1}")
                .statusCode(202)
                .body("status", equalTo("ignored"))
                .body("reason", containsString("filter"))
                .body("runs.size()", equalTo(0));
        emit("emit.filter", "{}")
                .statusCode(202)
                .body("status", equalTo("ignored"))
                .body("reason", containsString("amount"));
        emit("emit.filter", "{\"amount\": 11}").statusCode(202).body("status", equalTo("accepted"));
        assertThat(gateway.messages("emit.filter")).hasSize(1);
    }

    @Test
    void aTransformThatFailsIsRecordedAndRefused() {
        event("emit.transform", "transform: { id: payload.id }");
        emit("emit.transform", "{\"id\": 1, \"more\": 2}").statusCode(202);
        assertThat(gateway.only("emit.transform", "data")).hasToString("{\"id\":1}");

        var answer = emit("emit.transform", "f", "{\"other\": 1}");
        expectProblem(answer, 422, "transform-failed");
        answer.body("detail", containsString("id"));
        expectProblem(emit("emit.transform", "f", "{\"other\": 1}"), 422, "transform-failed");
        as("viewer").get(ROOT + "/emit.transform/firings?status=failed").then().body("items.size()", equalTo(1));
        assertThat(gateway.messages("emit.transform")).hasSize(1);
    }

    @Test
    void aLimitIsKept() {
        event("emit.limit", "config: { rateLimit: { max: 2, window: 1h } }");
        emit("emit.limit", "a", "{}").statusCode(202);
        emit("emit.limit", "b", "{}").statusCode(202);
        var answer = emit("emit.limit", "c", "{}");
        expectProblem(answer, 429, "rate-limited");
        answer.header("Retry-After", notNullValue()).header("RateLimit", containsString("r=0"));
        emit("emit.limit", "b", "{}").statusCode(200).body("duplicate", equalTo(true));
        assertThat(gateway.messages("emit.limit")).hasSize(2);
    }

    @Test
    void aFlowThatWaitsForAPersonIsPending() {
        gateway.register("name: execute.pending\ntype: manual\n");
        gateway.subscribe("execute.pending", "careful", "{\"mode\": \"manual\"}");
        as("operator")
                .header("Idempotency-Key", "p")
                .post(ROOT + "/execute.pending/execute")
                .then()
                .statusCode(202)
                .body("status", equalTo("pending"))
                .body("pending", equalTo(List.of("careful")))
                .body("runs.flow", equalTo(List.of("execute.pending-flow")));
        as("operator")
                .header("Idempotency-Key", "p")
                .post(ROOT + "/execute.pending/execute")
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"))
                .body("pending", equalTo(List.of("careful")));
    }

    @Test
    void aDisabledTriggerDoesNotFire() {
        event("emit.disabled", "");
        as("operator").post(ROOT + "/emit.disabled/disable").then().statusCode(200);
        var answer = emit("emit.disabled", "{}");
        expectProblem(answer, 409, "conflict");
        answer.body("detail", containsString("/emit.disabled/enable"));
        as("operator").post(ROOT + "/emit.disabled/enable").then().statusCode(200);
        emit("emit.disabled", "{}").statusCode(202);
        assertThat(gateway.messages("emit.disabled")).hasSize(1);
    }

    @Test
    void aRemovedTriggerIsUnknown() {
        event("emit.removed", "");
        as("admin").delete(ROOT + "/emit.removed").then().statusCode(200);
        expectProblem(emit("emit.removed", "{}"), 404, "not-found");
        expectProblem(emit("emit.never", "{}"), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "event, execute, /emit",
        "manual, emit, /execute",
        "'schedule\nschedule: { cron: \"0 2 * * *\" }', emit, when it is due",
        "'webhook\nendpoint: { path: /emit-type, auth: { type: none } }', emit, /endpoint",
    })
    void namesTheRightCall(String type, String call, String hint) {
        var name = "emit.type." + type.substring(0, 5) + "." + call;
        gateway.register("name: %s\ntype: %s\n".formatted(name, type));
        var before = gateway.keys();
        var answer =
                as("operator").body("{}").post(ROOT + "/" + name + "/" + call).then();
        expectProblem(answer, 409, "conflict");
        answer.body("detail", containsString(hint));
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void asksForTheRole() {
        event("emit.roles", "");
        gateway.register("name: execute.roles\ntype: manual\n");
        as("viewer").body("{}").post(ROOT + "/emit.roles/emit").then().statusCode(403);
        as("engine").body("{}").post(ROOT + "/execute.roles/execute").then().statusCode(403);
        RestAssured.given().post(ROOT + "/emit.roles/emit").then().statusCode(401);
        assertThat(gateway.messages("emit.roles")).isEmpty();
        assertThat(gateway.messages("execute.roles")).isEmpty();
        as("operator").body("{}").post(ROOT + "/emit.roles/emit").then().statusCode(202);
        as("admin").body("{}").post(ROOT + "/execute.roles/execute").then().statusCode(202);
    }

    @Test
    void aPayloadHasALimit() {
        event("emit.small", "config: { maxBody: 10 }");
        event("emit.large", "config: { maxBody: 2000000 }");
        event("emit.standard", "");
        var million = "\"" + "x".repeat(1_048_576) + "\"";
        expectProblem(emit("emit.small", "\"123456789\""), 413, "too-large");
        emit("emit.small", "\"12345678\"").statusCode(202);
        emit("emit.large", million).statusCode(202);
        expectProblem(emit("emit.standard", million), 413, "too-large");
        assertThat(gateway.messages("emit.standard")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nul", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "'x'", "\"\\ud800\"", "[1,]", "NaN"})
    void aBodyHasToBeJson(String body) {
        if (gateway.messages("emit.rubbish").isEmpty()) {
            as("admin")
                    .body("{\"name\": \"emit.rubbish\", \"type\": \"event\"}")
                    .put(ROOT + "/emit.rubbish");
        }
        var before = gateway.keys();
        expectProblem(emit("emit.rubbish", body), 400, "malformed-body");
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void aBodyHasToCallItselfJson() {
        event("emit.media", "");
        var before = gateway.keys();
        expectProblem(
                as("engine")
                        .contentType("text/plain")
                        .body("{}".getBytes(StandardCharsets.UTF_8))
                        .post(ROOT + "/emit.media/emit")
                        .then(),
                415,
                "unsupported-media-type");
        assertThat(before).containsAll(gateway.keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "é", "  "})
    void aKeyHasToBeOne(String key) {
        as("admin").body("{\"name\": \"emit.keys\", \"type\": \"event\"}").put(ROOT + "/emit.keys");
        var before = gateway.keys();
        expectProblem(emit("emit.keys", key.equals("long") ? "x".repeat(256) : key, "{}"), 400, "malformed-parameter");
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void aKeyStandsOnce() {
        event("emit.twokeys", "");
        expectProblem(
                as("engine")
                        .header("Idempotency-Key", "a")
                        .header("Idempotency-Key", "b")
                        .body("{}")
                        .post(ROOT + "/emit.twokeys/emit")
                        .then(),
                400,
                "malformed-parameter");
        assertThat(gateway.messages("emit.twokeys")).isEmpty();
    }

    @Test
    void aTraceThatIsNoneIsLeftOut() {
        event("emit.trace", "");
        as("engine")
                .header("traceparent", "rubbish")
                .post(ROOT + "/emit.trace/emit")
                .then()
                .statusCode(202);
        assertThat(gateway.messages("emit.trace").getFirst()).doesNotContainKey("traceparent");
    }

    @Test
    void twoFlowsShareTheFiringsOfATrigger() {
        event("emit.sample", "");
        gateway.subscribe("emit.sample", "canary", "{\"sample\": 0.25}");
        gateway.subscribe("emit.sample", "stable", "{\"sample\": {\"share\": 0.75, \"from\": 0.25}}");
        gateway.subscribe("emit.sample", "customers", "{\"sample\": {\"share\": 0.5, \"key\": \"payload.customer\"}}");
        var canaries = 0;
        var customers = 0;
        for (int i = 0; i < 40; i++) {
            List<String> flows = emit("emit.sample", "key-" + i, "{\"customer\": \"c-1\", \"n\": " + i + "}")
                    .statusCode(202)
                    .extract()
                    .path("runs.flow");
            assertThat(flows).contains("emit.sample-flow");
            assertThat(flows.contains("canary")).isNotEqualTo(flows.contains("stable"));
            canaries += flows.contains("canary") ? 1 : 0;
            customers += flows.contains("customers") ? 1 : 0;
        }
        assertThat(canaries).isBetween(1, 39);
        assertThat(customers).isIn(0, 40);
        as("viewer")
                .get(ROOT + "/emit.sample/subscriptions")
                .then()
                .body("items.find { it.flow == 'stable' }.sample.from", equalTo(0.25f))
                .body("items.find { it.flow == 'canary' }.sample", equalTo(0.25f));
        as("operator")
                .body("{\"body\": {\"customer\": \"c-1\"}}")
                .post(ROOT + "/emit.sample/test")
                .then()
                .statusCode(200)
                .body("runs.size()", equalTo(customers == 40 ? 3 : 2));
    }

    @Test
    void aKeyThatFailsIsNotChosenAndSaysWhy() {
        event("emit.samplekey", "");
        gateway.subscribe("emit.samplekey", "canary", "{\"sample\": {\"share\": 1, \"key\": \"payload.customer\"}}");
        emit("emit.samplekey", "{}")
                .statusCode(202)
                .body("runs.flow", equalTo(List.of("emit.samplekey-flow")))
                .body("reason", containsString("canary"));
        emit("emit.samplekey", "{\"customer\": 7}").statusCode(202).body("runs.size()", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sample\": 0} | /sample",
                "{\"sample\": 1.1} | /sample",
                "{\"sample\": -0.1} | /sample",
                "{\"sample\": 0.1234567} | /sample",
                "{\"sample\": \"10%\"} | /sample",
                "{\"sample\": {}} | /sample/share",
                "{\"sample\": {\"share\": 0.5, \"from\": 0.6}} | /sample/from",
                "{\"sample\": {\"share\": 0.5, \"to\": 0.6}} | /sample/to",
                "{\"sample\": {\"share\": 0.5, \"key\": \"payload.\"}} | /subscribe/0/sample/key",
            })
    void refusesASampleThatIsNone(String body, String pointer) {
        as("admin").body("{\"name\": \"emit.samples\", \"type\": \"event\"}").put(ROOT + "/emit.samples");
        var answer = as("admin")
                .body(body)
                .put(ROOT + "/emit.samples/subscriptions/f")
                .then();
        expectProblem(answer, 422, "invalid-document");
        answer.body("errors[0].pointer", equalTo(pointer));
    }
}
