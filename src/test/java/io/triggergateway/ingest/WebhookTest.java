package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Real requests to a running gateway on a real Redis, and what engines then read. */
@QuarkusTest
class WebhookTest {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";
    private static final String BODY = "{\"ref\":\"refs/heads/main\",\"amount\":12}";

    private final Gateway gateway;

    WebhookTest(Gateway gateway) {
        this.gateway = gateway;
    }

    private static RequestSpecification delivery(String id, String body) {
        return given().contentType("application/json")
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", id)
                .header("X-Hub-Signature-256", Gateway.sign(body.getBytes(StandardCharsets.UTF_8)))
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification delivery(String body) {
        return delivery(UUID.randomUUID().toString(), body);
    }

    private void registerGithub(String name, String more) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /webhooks/%s, auth: { type: signature, provider: github, secret: "%s" } %s
                """.formatted(name, name, Gateway.secretFile(), more.isEmpty() ? "}" : more));
    }

    private void registerOpen(String name, String more) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /webhooks/%s, auth: { type: none } }
                %s
                """.formatted(name, name, more));
    }

    private static ValidatableResponse post(String name, String contentType, String body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(WEBHOOKS + "/" + name)
                .then();
    }

    @Test
    void signedDeliveryBecomesOneMessage() {
        registerGithub("e2e.push", "");
        var id = UUID.randomUUID().toString();

        var first = delivery(id, BODY).post(WEBHOOKS + "/e2e.push").then().statusCode(202);
        first.body("trigger", equalTo("e2e.push"))
                .body("received", equalTo(true))
                .body("timestamp", notNullValue())
                .body("runs[0].flow", equalTo("e2e.push-flow"));
        delivery(id, BODY)
                .post(WEBHOOKS + "/e2e.push")
                .then()
                .statusCode(200)
                .body("duplicate", equalTo(true))
                .body("firingId", equalTo(first.extract().path("firingId")))
                .body("runs", equalTo(first.extract().path("runs")));

        var messages = gateway.messages("e2e.push");
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst())
                .containsEntry("type", "start-run")
                .containsEntry("flow", "e2e.push-flow")
                .containsEntry("data", BODY)
                .containsEntry("firingId", first.extract().path("firingId"))
                .containsEntry("runId", first.extract().path("runs[0].runId"))
                .containsKeys("id", "time", "meta")
                .doesNotContainKeys("outcome", "stepId", "dataRef");
        assertThat(messages.getFirst().get("meta"))
                .contains("\"deliveryId\":\"" + id)
                .contains("\"eventType\":\"push\"")
                .doesNotContain("x-hub-signature-256");
    }

    @Test
    void refusesChangedBodyWithoutSayingWhy() {
        registerGithub("e2e.changed", "");
        delivery("e2e-squatted", BODY)
                .header("Accept", "*/*")
                .body(BODY.replace("main", "mainx"))
                .post(WEBHOOKS + "/e2e.changed")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthorized"));
        assertThat(gateway.messages("e2e.changed")).isEmpty();

        // Nobody takes a delivery's id away by sending it first.
        delivery("e2e-squatted", BODY).post(WEBHOOKS + "/e2e.changed").then().statusCode(202);
    }

    @Test
    void takesTheSameSignedBodyUnderAnotherIdAsDuplicate() {
        registerGithub("e2e.replay", "");
        delivery(BODY).post(WEBHOOKS + "/e2e.replay").then().statusCode(202);
        delivery(BODY).post(WEBHOOKS + "/e2e.replay").then().statusCode(200).body("duplicate", equalTo(true));
        assertThat(gateway.messages("e2e.replay")).hasSize(1);
    }

    @Test
    void makesOneMessageOfConcurrentCopies() throws Exception {
        registerGithub("e2e.storm", "");
        var ids = IntStream.range(0, 10)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var copies = IntStream.range(0, 200)
                    .<Callable<Integer>>mapToObj(copy -> () -> {
                        var id = ids.get(copy % ids.size());
                        var body = BODY.replace("12", Integer.toString(copy % ids.size()));
                        return delivery(id, body).post(WEBHOOKS + "/e2e.storm").statusCode();
                    })
                    .toList();
            for (var answer : pool.invokeAll(copies)) {
                assertThat(answer.get()).isIn(200, 202);
            }
        }
        assertThat(gateway.messages("e2e.storm")).hasSize(ids.size());
    }

    @Test
    void answersUnknownAndDisabledPathsAlike() {
        registerGithub("e2e.off", "");
        gateway.enable("e2e.off", false);
        var disabled = delivery(BODY).post(WEBHOOKS + "/e2e.off").then().statusCode(404);
        var unknown = delivery(BODY).post(WEBHOOKS + "/e2e.nowhere").then().statusCode(404);
        assertThat(disabled.extract().asString()).isEqualTo(unknown.extract().asString());
        gateway.enable("e2e.off", true);
        delivery(BODY).post(WEBHOOKS + "/e2e.off").then().statusCode(202);
    }

    @Test
    void namesTheAllowedMethods() {
        registerGithub("e2e.method", "");
        given().get(WEBHOOKS + "/e2e.method").then().statusCode(405).header("Allow", "POST");
    }

    @Test
    void refusesCompressedBodies() {
        registerGithub("e2e.gzip", "");
        delivery(BODY)
                .header("Content-Encoding", "gzip")
                .post(WEBHOOKS + "/e2e.gzip")
                .then()
                .statusCode(415);
    }

    @Test
    void refusesBodiesOverTheLimitExactly() {
        registerOpen("e2e.large", "config: { maxBody: 1000 }");
        post("e2e.large", "text/plain", "x".repeat(1000)).statusCode(202);
        post("e2e.large", "text/plain", "x".repeat(1001)).statusCode(413);
    }

    @Test
    void handsOverEveryKindOfBody() {
        registerOpen("e2e.kinds", "");
        given().formParam("a", "1")
                .formParam("b", "2", "3")
                .post(WEBHOOKS + "/e2e.kinds")
                .then()
                .statusCode(202);
        post("e2e.kinds", "text/plain; charset=utf-8", "grüß dich").statusCode(202);
        post("e2e.kinds", "application/octet-stream", "\u0001\u0002").statusCode(202);
        post("e2e.kinds", "application/vnd.acme+json", "[1, 2]").statusCode(202);
        assertThat(gateway.messages("e2e.kinds"))
                .extracting(message -> message.get("data"))
                .containsExactly(
                        "{\"a\":\"1\",\"b\":[\"2\",\"3\"]}",
                        "\"grüß dich\"",
                        "\"" + Base64.getEncoder().encodeToString(new byte[] {1, 2}) + "\"",
                        "[1, 2]");
        assertThat(gateway.messages("e2e.kinds").get(2).get("meta")).contains("\"encoding\":\"base64\"");
    }

    @Test
    void refusesWhatIsNoJson() {
        registerOpen("e2e.malformed", "");
        for (var body : new String[] {"{", "", "{\"a\":1,\"a\":2}", "[".repeat(100_000), "1 2", "NaN", "\"\\ud800"}) {
            post("e2e.malformed", "application/json", body).statusCode(400);
        }
        assertThat(gateway.messages("e2e.malformed")).isEmpty();
    }

    @Test
    void validatesFiltersAndTransforms() {
        registerOpen("e2e.steps", """
                schema: { type: object, required: [amount], properties: { amount: { type: number } } }
                filter: payload.amount > 10
                transform: { cents: "int(payload.amount * 100.0)", source: "'web'" }
                """.replace("payload.amount * 100.0", "double(payload.amount) * 100.0"));
        post("e2e.steps", "application/json", "{\"amount\": 12.5}").statusCode(202);
        post("e2e.steps", "application/json", "{\"amount\": 1}").statusCode(202).body("runs.size()", equalTo(0));
        post("e2e.steps", "application/json", "{\"amount\": \"12\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/amount"));
        assertThat(gateway.messages("e2e.steps"))
                .extracting(message -> message.get("data"))
                .containsExactly("{\"cents\":1250,\"source\":\"web\"}");
    }

    @Test
    void limitsRates() {
        registerOpen("e2e.rate", "config: { rateLimit: { max: 2, window: 1h } }");
        post("e2e.rate", "application/json", "1").statusCode(202);
        post("e2e.rate", "application/json", "2").statusCode(202);
        post("e2e.rate", "application/json", "3").statusCode(429).header("Retry-After", notNullValue());
        assertThat(gateway.messages("e2e.rate")).hasSize(2);
    }

    @Test
    void sharesOnePathByEventType() {
        registerGithub("e2e.shared", ", events: [push] }");
        gateway.register("""
                name: e2e.shared.issues
                type: webhook
                endpoint: { path: /webhooks/e2e.shared, events: ["issue*"], auth: { type: shared } }
                """);
        delivery(BODY).post(WEBHOOKS + "/e2e.shared").then().statusCode(202);
        given().contentType("application/json")
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-Hub-Signature-256", Gateway.sign("{}".getBytes(StandardCharsets.UTF_8)))
                .body("{}")
                .post(WEBHOOKS + "/e2e.shared")
                .then()
                .statusCode(202)
                .body("trigger", equalTo("e2e.shared.issues"));
        given().contentType("application/json")
                .header("X-GitHub-Event", "star")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-Hub-Signature-256", Gateway.sign("[]".getBytes(StandardCharsets.UTF_8)))
                .body("[]")
                .post(WEBHOOKS + "/e2e.shared")
                .then()
                .statusCode(202)
                .body("runs.size()", equalTo(0));
        assertThat(gateway.messages("e2e.shared")).hasSize(1);
        assertThat(gateway.messages("e2e.shared.issues")).hasSize(1);
    }

    @Test
    void seesParametersOfThePath() {
        gateway.register("""
                name: e2e.tenant
                type: webhook
                endpoint: { path: "/webhooks/e2e/{tenant}/orders", auth: { type: none } }
                transform: { tenant: params.tenant }
                """);
        given().contentType("application/json")
                .body("{}")
                .post(WEBHOOKS + "/e2e/acme/orders")
                .then()
                .statusCode(202);
        given().contentType("application/json")
                .body("{}")
                .post(WEBHOOKS + "/e2e//orders")
                .then()
                .statusCode(401);
        assertThat(gateway.messages("e2e.tenant"))
                .extracting(message -> message.get("data"))
                .containsExactly("{\"tenant\":\"acme\"}");
    }

    @Test
    void answersAsThePathSays() {
        gateway.register("""
                name: e2e.answer
                type: webhook
                endpoint:
                  path: /webhooks/e2e.answer
                  auth: { type: none }
                  response: { status: 200, headers: { Content-Type: text/plain }, body: thanks }
                """);
        post("e2e.answer", "application/json", "{}").statusCode(200).body(equalTo("thanks"));
    }

    @Test
    void refersToLargeData() {
        registerOpen("e2e.reference", "");
        post("e2e.reference", "text/plain", "x".repeat(70_000)).statusCode(202);
        var message = gateway.messages("e2e.reference").getFirst();
        assertThat(message).doesNotContainKey("data");
        assertThat(message.get("dataRef")).startsWith("tg:{0}:payload:m0-");
    }

    @Test
    void asksForTokensElsewhere() {
        for (var path : new String[] {"/api/_triggers", "/api/_triggers/e2e.push", "/q/metrics", "/nothing"}) {
            given().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        }
        given().get("/q/health/live").then().statusCode(200);
    }
}
