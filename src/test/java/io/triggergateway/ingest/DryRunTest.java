package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dry run says over HTTP, and that nothing comes of it. */
@QuarkusTest
class DryRunTest {
    private static final String ROOT = "/api/_triggers/";
    private static final String BODY = "{\"amount\":12}";

    private final Gateway gateway;

    DryRunTest(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void tellsWhatAGenuineRequestWouldStart() {
        registerGithub("dry.good", """
                schema: { type: object, required: [amount] }
                filter: payload.amount > 10
                transform: { euro: double(payload.amount) / 100.0 }
                """);
        gateway.subscribe("dry.good", "by-hand", "{ mode: manual }");
        gateway.subscribe("dry.good", "not-this-time", "{ filter: data.euro > 1.0 }");

        test("dry.good", github(BODY))
                .statusCode(200)
                .body("verify.passed", equalTo(true))
                .body("schema.passed", equalTo(true))
                .body("schema.errors", empty())
                .body("filter.passed", equalTo(true))
                .body("transform.passed", equalTo(true))
                .body("transform.value.euro", equalTo(0.12f))
                .body("runs.flow", containsInAnyOrder("dry.good-flow", "by-hand"))
                .body("runs.find { it.flow == 'by-hand' }.pending", equalTo(true))
                .body("notes", empty());
    }

    @Test
    void leavesNoTrace() {
        registerGithub("dry.trace", "");
        var before = gateway.keys("dry.trace");
        test("dry.trace", github(BODY)).body("runs.flow", contains("dry.trace-flow"));
        test("dry.trace", github("{}").put("body", "{ }")).body("verify.passed", equalTo(false));

        assertThat(gateway.messages("dry.trace")).isEmpty();
        assertThat(gateway.keys("dry.trace")).isEqualTo(before);
        as("admin").get(ROOT + "dry.trace/firings").then().body("items", empty());
        as("admin").get(ROOT + "dry.trace/refusals").then().body("items", empty());
    }

    @Test
    void judgesAsTheRealPathDoes() {
        registerGithub("dry.real", "filter: payload.amount > 10");
        test("dry.real", github(BODY)).body("runs.flow", contains("dry.real-flow"));

        given().contentType(ContentType.JSON)
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", "dry-real")
                .header("X-Hub-Signature-256", Gateway.sign(bytes(BODY)))
                .body(bytes(BODY))
                .post(ROOT + "webhooks/dry.real")
                .then()
                .statusCode(202)
                .body("runs.flow", contains("dry.real-flow"));
    }

    @Test
    void tellsWhyASignatureIsWrong() {
        registerGithub("dry.forged", "");
        test("dry.forged", github(BODY).put("body", BODY + " "))
                .statusCode(200)
                .body("verify.passed", equalTo(false))
                .body("verify.reason", containsString("signature"))
                .body("verify.reason", not(containsString(Gateway.SECRET)))
                .body("$", not(hasKey("schema")))
                .body("$", not(hasKey("filter")))
                .body("$", not(hasKey("transform")))
                .body("runs", empty());
    }

    @Test
    void tellsThatATimestampIsStaleUnlessAnotherTimeIsAssumed() {
        registerStripe("dry.stale");
        var old = stripe(1_700_000_000L);

        test("dry.stale", old).body("verify.passed", equalTo(false)).body("verify.reason", containsString("old"));
        test("dry.stale", old.deepCopy().put("at", "2023-11-14T22:14:00Z"))
                .body("verify.passed", equalTo(true))
                .body("runs.flow", contains("dry.stale-flow"));
        test("dry.stale", old.deepCopy().put("at", "2023-11-14T22:00:00Z")).body("verify.passed", equalTo(false));
    }

    @Test
    void takesBytesAndHeadersWithSeveralValues() {
        registerGithub("dry.bytes", "");
        var request = github(BODY);
        request.remove("body");
        request.put("bodyBase64", Base64.getEncoder().encodeToString(bytes(BODY)));
        request.withObject("headers")
                .putArray("X-Forwarded-For")
                .add("192.0.2.1")
                .add("192.0.2.2");
        test("dry.bytes", request).statusCode(200).body("verify.passed", equalTo(true));
    }

    @Test
    void tellsWhichPayloadsTheSchemaRefuses() {
        registerOpen("dry.schema", "schema: { type: object, required: [amount] }");
        test("dry.schema", request("{\"a\":1}"))
                .statusCode(200)
                .body("verify.passed", equalTo(true))
                .body("schema.passed", equalTo(false))
                .body("schema.errors[0].detail", containsString("amount"))
                .body("$", not(hasKey("filter")))
                .body("runs", empty());
        test("dry.schema", request("{\"a\":"))
                .body("schema.passed", equalTo(false))
                .body("schema.errors[0].detail", containsString("cannot be parsed"));
    }

    @Test
    void tellsWhyTheFilterStopsARequest() {
        registerOpen("dry.filter", "filter: payload.amount > 100");
        test("dry.filter", request(BODY))
                .body("schema.passed", equalTo(true))
                .body("filter.passed", equalTo(false))
                .body("filter.reason", equalTo("The filter is false"))
                .body("$", not(hasKey("transform")))
                .body("runs", empty());
        test("dry.filter", request("{}"))
                .body("filter.passed", equalTo(false))
                .body("filter.reason", containsString("amount"));
    }

    @Test
    void tellsWhyATransformFails() {
        registerOpen("dry.transform", "transform: { id: payload.data.id }");
        test("dry.transform", request("{}"))
                .body("filter.passed", equalTo(true))
                .body("transform.passed", equalTo(false))
                .body("transform.reason", containsString("data"))
                .body("transform", not(hasKey("value")))
                .body("runs", empty());
    }

    @Test
    void tellsWhichEventsAreNotWanted() {
        gateway.register("""
                name: dry.events
                type: webhook
                endpoint:
                  path: /dry.events
                  events: [release]
                  auth: { type: signature, provider: github, secret: "%s" }
                """.formatted(Gateway.secretFile()));
        test("dry.events", github(BODY))
                .body("verify.passed", equalTo(true))
                .body("events.passed", equalTo(false))
                .body("events.reason", equalTo("Expected an event of release, but the request is of push"))
                .body("runs", empty());
    }

    @Test
    void tellsWhichMethodAndSizeTheEndpointTakes() {
        registerOpen("dry.method", "config: { maxBody: 20 }");
        test("dry.method", request(BODY).put("method", "put"))
                .body("verify.passed", equalTo(false))
                .body("verify.reason", equalTo("Expected one of the methods POST, but found PUT"));
        test("dry.method", request("{\"text\": \"longer than twenty bytes\"}"))
                .body("verify.passed", equalTo(false))
                .body("verify.reason", containsString("at most 20 bytes"));
    }

    @Test
    void readsParametersAndQueryFromTheUrl() {
        gateway.register("""
                name: dry.params
                type: webhook
                endpoint: { path: "/dry/{tenant}/in", auth: { type: none } }
                transform: { tenant: params.tenant, page: query.page }
                """);
        test("dry.params", request(BODY).put("url", "/api/_triggers/webhooks/dry/blue/in?page=7"))
                .body("transform.value.tenant", equalTo("blue"))
                .body("transform.value.page", equalTo("7"))
                .body("notes", empty());
        test("dry.params", request(BODY).put("url", "https://elsewhere.example.com/in"))
                .body("notes", hasItem(containsString("elsewhere.example.com")));
    }

    @Test
    void answersAHandshakeOnlyInTheReport() {
        gateway.register("""
                name: dry.handshake
                type: webhook
                endpoint:
                  path: /dry.handshake
                  auth:
                    type: signature
                    secret: "%s"
                    scheme:
                      verify: { equals: ["header:x-token", "{secret}"] }
                      handshake: [ { when: { method: GET }, reply: { text: "query:challenge" } } ]
                """.formatted(Gateway.secretFile()));
        test("dry.handshake", request("").put("method", "GET").put("url", "/?challenge=abc"))
                .statusCode(200)
                .body("verify.passed", equalTo(false))
                .body("verify.reason", containsString("whoever asks"))
                .body("verify.handshake.status", equalTo(200))
                .body("runs", empty());
    }

    @Test
    void passesAHandshakeThatIsAuthentic() {
        gateway.register("""
                name: dry.slack
                type: webhook
                endpoint: { path: /dry.slack, auth: { type: signature, provider: slack, secret: "%s" } }
                """.formatted(Gateway.secretFile()));
        var body = "{\"type\":\"url_verification\",\"challenge\":\"abc\"}";
        var signature = Gateway.sign(bytes("v0:1700000000:" + body)).replace("sha256=", "v0=");
        var request = request(body).put("at", "2023-11-14T22:14:00Z");
        request.withObject("headers")
                .put("X-Slack-Request-Timestamp", "1700000000")
                .put("X-Slack-Signature", signature);
        test("dry.slack", request)
                .body("verify.passed", equalTo(true))
                .body("verify.handshake.body", containsString("abc"))
                .body("runs", empty());
    }

    @Test
    void notesThatADisabledTriggerWouldNotFire() {
        registerOpen("dry.off", "enabled: false");
        test("dry.off", request(BODY))
                .body("runs.flow", contains("dry.off-flow"))
                .body("notes", hasItem(containsString("disabled")));
    }

    @Test
    void triesPayloadsOfTriggersThatAreNoWebhook() {
        gateway.register("""
                { name: dry.manual, type: manual, filter: payload.amount > 10, transform: { twice: payload.amount * 2 } }
                """);
        test("dry.manual", Gateway.json("{ body: { amount: 12 } }"))
                .body("verify", nullValue())
                .body("transform.value.twice", equalTo(24))
                .body("runs.flow", contains("dry.manual-flow"));
        test("dry.manual", Gateway.json("{ body: { amount: 1 } }")).body("filter.passed", equalTo(false));
        test("dry.manual", Gateway.json("{ body: 1, url: /a }"))
                .statusCode(422)
                .body("errors.pointer", contains("/url"));
    }

    @Test
    void givesASchedulesOwnData() {
        gateway.register("{ name: dry.schedule, type: schedule, schedule: { interval: 1h }, data: { type: cleanup } }");
        test("dry.schedule", Gateway.json("{}"))
                .body("transform.value.type", equalTo("cleanup"))
                .body("runs.flow", contains("dry.schedule-flow"));
    }

    @Test
    void refusesWhatItDoesNotKnowWithItsPlace() {
        registerOpen("dry.strict", "");
        var wrong = Gateway.json("""
                { methd: POST, url: "not a url", headers: { "bad name": x, ok: [1] }, body: {}, bodyBase64: "%", at: noon }
                """);
        test("dry.strict", wrong)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-document"))
                .body(
                        "errors.pointer",
                        hasItems("/methd", "/url", "/headers/bad name", "/headers/ok", "/body", "/bodyBase64", "/at"));
    }

    @Test
    void refusesBodiesThatCannotBeRead() {
        registerOpen("dry.unreadable", "");
        as("admin")
                .contentType(ContentType.JSON)
                .body("{")
                .post(ROOT + "dry.unreadable/test")
                .then()
                .statusCode(400);
        as("admin")
                .contentType("text/plain")
                .body("{}")
                .post(ROOT + "dry.unreadable/test")
                .then()
                .statusCode(415);
        test("dry.unreadable.none", request(BODY)).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"viewer, 403", "engine, 403", "operator, 200", "admin, 200"})
    void needsTheRoleOfAnOperator(String role, int status) {
        registerOpen("dry.roles", "");
        as(role).contentType(ContentType.JSON)
                .body(request(BODY).toString())
                .post(ROOT + "dry.roles/test")
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse test(String trigger, ObjectNode document) {
        return as("admin")
                .contentType(ContentType.JSON)
                .body(document.toString())
                .post(ROOT + trigger + "/test")
                .then();
    }

    private static RequestSpecification as(String role) {
        var article = role.equals("viewer") ? "a" : "an";
        return given().header("Authorization", "Bearer test-token-of-" + article + "-" + role);
    }

    private void registerGithub(String name, String more) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /%s, auth: { type: signature, provider: github, secret: "%s" } }
                %s
                """.formatted(name, name, Gateway.secretFile(), more));
    }

    private void registerStripe(String name) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /%s, auth: { type: signature, provider: stripe, secret: "%s" } }
                """.formatted(name, name, Gateway.secretFile()));
    }

    private void registerOpen(String name, String more) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /%s, auth: { type: none } }
                %s
                """.formatted(name, name, more));
    }

    private static ObjectNode request(String body) {
        var request = JsonNodeFactory.instance.objectNode().put("body", body);
        request.withObject("headers").put("Content-Type", "application/json");
        return request;
    }

    private static ObjectNode github(String body) {
        var request = request(body).put("method", "POST");
        request.withObject("headers")
                .put("X-GitHub-Event", "push")
                .put("X-GitHub-Delivery", "dry-1")
                .put("X-Hub-Signature-256", Gateway.sign(bytes(body)));
        return request;
    }

    private static ObjectNode stripe(long seconds) {
        var request = request(BODY);
        var signature = Gateway.sign(bytes(seconds + "." + BODY)).substring("sha256=".length());
        request.withObject("headers").put("Stripe-Signature", "t=" + seconds + ",v1=" + signature);
        return request;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
