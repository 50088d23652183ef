package io.triggergateway.entry;

import static io.triggergateway.entry.GivenGateway.PROBLEM;
import static io.triggergateway.entry.GivenGateway.ROOT;
import static io.triggergateway.entry.GivenGateway.TRACE;
import static io.triggergateway.entry.GivenGateway.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CloudEvents over HTTP: which triggers fire, and what engines and senders see of it. */
@QuarkusTest
class EventsTest {
    private static final String EVENTS = ROOT + "/events";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final GivenGateway gateway;

    EventsTest(GivenGateway gateway) {
        this.gateway = gateway;
    }

    private void event(String name, String more) {
        gateway.register("name: %s\ntype: event\n%s".formatted(name, more));
    }

    private static RequestSpecification binary(String type, String id) {
        return as("engine").headers(Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/crm", "ce-type", type));
    }

    private static String structured(String type, String id, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/crm\",\"type\":\"%s\"%s}"
                .formatted(id, type, more);
    }

    private static ValidatableResponse send(String contentType, String body) {
        return as("engine").contentType(contentType).body(body).post(EVENTS).then();
    }

    private static void expectProblem(ValidatableResponse answer, int status, String type) {
        answer.statusCode(status).contentType(PROBLEM).body("type", equalTo("/problems/" + type));
    }

    @Test
    void anEventFiresTheTriggerNamedLikeItsType() {
        event("ce.named", "");
        binary("ce.named", "1")
                .header("ce-subject", "user%207")
                .header("ce-myext", "x")
                .header("ce-traceparent", TRACE)
                .body("{\"id\": 7}")
                .post(EVENTS)
                .then()
                .statusCode(202)
                .body("trigger", equalTo("ce.named"))
                .body("status", equalTo("accepted"))
                .body("runs[0].flow", equalTo("ce.named-flow"));

        assertThat(gateway.messages("ce.named").getFirst())
                .containsEntry("data", "{\"id\": 7}")
                .containsEntry("traceparent", TRACE);
        var meta = gateway.only("ce.named", "meta");
        assertThat(meta.path("eventType").asText()).isEqualTo("ce.named");
        assertThat(meta.path("deliveryId").asText()).isEqualTo("1");
        assertThat(meta.path("user").asText()).isEqualTo("engine");
        assertThat(meta.path("cloudEvent").path("subject").asText()).isEqualTo("user 7");
        assertThat(meta.path("cloudEvent").path("myext").asText()).isEqualTo("x");
        assertThat(meta.path("cloudEvent").path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(meta.path("cloudEvent").has("authorization")).isFalse();
    }

    @Test
    void theSameEventFiresOnceInWhateverMode() {
        event("ce.modes", "");
        String first = binary("ce.modes", "1")
                .body("{\"a\":1}")
                .post(EVENTS)
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
        send(STRUCTURED, structured("ce.modes", "1", ",\"data\":{\"a\":1}"))
                .statusCode(200)
                .body("duplicate", equalTo(true))
                .body("firingId", equalTo(first));
        send(BATCH, "[" + structured("ce.modes", "1", ",\"data\":{\"a\":1}") + "]")
                .statusCode(202)
                .body("items[0].status", equalTo(200))
                .body("items[0].firings[0].firingId", equalTo(first));
        as("engine")
                .headers(Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/shop", "ce-type", "ce.modes"))
                .post(EVENTS)
                .then()
                .statusCode(202);
        assertThat(gateway.messages("ce.modes")).hasSize(2);
    }

    @Test
    void everyTriggerThatMatchesFires() {
        event("ce.match.type", "match: { types: [\"com.acme.*.created\", other] }");
        event("ce.match.source", "match: { types: [com.acme.user.created], sources: [\"/crm/*\"] }");
        event("ce.match.subject", "match: { types: [com.acme.user.created], subjects: [\"vip-*\"] }");
        event("ce.match.disabled", "match: { types: [com.acme.user.created] }");
        as("operator").post(ROOT + "/ce.match.disabled/disable").then().statusCode(200);

        binary("com.acme.user.created", "1")
                .post(EVENTS)
                .then()
                .statusCode(202)
                .body("trigger", equalTo("ce.match.type"));
        as("engine")
                .headers(Map.of("ce-specversion", "1.0", "ce-id", "2", "ce-source", "/crm/eu"))
                .headers(Map.of("ce-type", "com.acme.user.created", "ce-subject", "vip-7"))
                .post(EVENTS)
                .then()
                .statusCode(202)
                .body("firings.trigger", contains("ce.match.source", "ce.match.subject", "ce.match.type"))
                .body("firings.status", everyItem(equalTo("accepted")));
        assertThat(gateway.messages("ce.match.type")).hasSize(2);
        assertThat(gateway.messages("ce.match.source")).hasSize(1);
        assertThat(gateway.messages("ce.match.subject")).hasSize(1);
        assertThat(gateway.messages("ce.match.disabled")).isEmpty();
    }

    @Test
    void anEventThatNobodyWantsIsSaidSo() {
        event("ce.lonely", "");
        as("operator").post(ROOT + "/ce.lonely/disable").then().statusCode(200);
        gateway.register("name: ce.manual\ntype: manual\n");
        var before = gateway.keys();
        for (var type : new String[] {"ce.lonely", "ce.nobody", "ce.manual"}) {
            expectProblem(binary(type, "1").post(EVENTS).then(), 404, "no-trigger");
        }
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void aTriggerWithAnotherMatchLeavesItsFormerType() {
        event("ce.moving", "");
        as("admin")
                .body("{\"match\": {\"types\": [\"ce.moved\"]}}")
                .patch(ROOT + "/ce.moving")
                .then()
                .statusCode(200);
        expectProblem(binary("ce.moving", "1").post(EVENTS).then(), 404, "no-trigger");
        binary("ce.moved", "1").post(EVENTS).then().statusCode(202).body("trigger", equalTo("ce.moving"));
        as("admin").delete(ROOT + "/ce.moving").then().statusCode(200);
        expectProblem(binary("ce.moved", "2").post(EVENTS).then(), 404, "no-trigger");
    }

    @Test
    void expressionsSeeTheAttributesAsHeaders() {
        event("ce.headers", "filter: 'headers[\"ce-source\"] == \"/crm\" && headers[\"ce-region\"] == \"eu\"'");
        send(STRUCTURED, structured("ce.headers", "1", ",\"region\":\"eu\""))
                .statusCode(202)
                .body("status", equalTo("accepted"));
        send(STRUCTURED, structured("ce.headers", "2", ",\"region\":\"us\""))
                .statusCode(202)
                .body("status", equalTo("ignored"));
        binary("ce.headers", "3").header("ce-region", "eu").post(EVENTS).then().body("status", equalTo("accepted"));
        assertThat(gateway.messages("ce.headers")).hasSize(2);
    }

    @Test
    void bytesAreHandedOverAsBase64() {
        event("ce.bytes", "");
        as("engine")
                .contentType("application/octet-stream")
                .headers(Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "ce.bytes"))
                .body(new byte[] {0, 1, 2, -1})
                .post(EVENTS)
                .then()
                .statusCode(202);
        assertThat(gateway.messages("ce.bytes").getFirst()).containsEntry("data", "\"AAEC/w==\"");
        var meta = gateway.only("ce.bytes", "meta");
        assertThat(meta.path("encoding").asText()).isEqualTo("base64");
        assertThat(meta.path("contentType").asText()).isEqualTo("application/octet-stream");
    }

    @Test
    void schemaFilterTransformAndLimitHoldAsForWebhooks() {
        event("ce.checks", """
                schema: { type: object, required: [n] }
                filter: payload.n > 0
                transform: { twice: payload.n * 2 }
                config: { rateLimit: { max: 1, window: 1h } }
                """);
        expectProblem(send(STRUCTURED, structured("ce.checks", "1", ",\"data\":{}")), 422, "schema-violated");
        send(STRUCTURED, structured("ce.checks", "2", ",\"data\":{\"n\":4}")).statusCode(202);
        var limited = send(STRUCTURED, structured("ce.checks", "3", ",\"data\":{\"n\":4}"));
        expectProblem(limited, 429, "rate-limited");
        limited.header("Retry-After", notNullValue());
        assertThat(gateway.only("ce.checks", "data")).hasToString("{\"twice\":8}");
    }

    @Test
    void aTransformThatFailsIsRecordedAndTaken() {
        event("ce.failing", "transform: { id: payload.id }");
        send(STRUCTURED, structured("ce.failing", "1", ",\"data\":{}"))
                .statusCode(202)
                .body("status", equalTo("failed"))
                .body("reason", containsString("id"));
        assertThat(gateway.messages("ce.failing")).isEmpty();
    }

    @Test
    void oneTriggersSchemaIsNoneOfTheOthers() {
        event("ce.mixed.a", "match: { types: [ce.mixed] }\nschema: { required: [n] }");
        event("ce.mixed.b", "match: { types: [ce.mixed] }");
        send(STRUCTURED, structured("ce.mixed", "1", ",\"data\":{}"))
                .statusCode(202)
                .body("trigger", equalTo("ce.mixed.b"));
        assertThat(gateway.messages("ce.mixed.a")).isEmpty();
        assertThat(gateway.messages("ce.mixed.b")).hasSize(1);
    }

    @Test
    void everyEventOfABatchHasItsVerdict() {
        event("ce.batch", "schema: { type: object }");
        event("ce.batch.limited", "config: { rateLimit: { max: 1, window: 1h } }");
        var events = String.join(
                ",",
                structured("ce.batch", "1", ",\"data\":{}"),
                structured("ce.batch", "1", ",\"data\":{}"),
                structured("ce.nobody", "2", ""),
                structured("ce.batch", "3", ",\"data\":7"),
                "{\"id\":\"4\",\"source\":\"/x\"}",
                "7",
                structured("ce.batch.limited", "5", ""),
                structured("ce.batch.limited", "6", ""));
        send(BATCH, "[" + events + "]")
                .statusCode(202)
                .body("items.size()", equalTo(8))
                .body("items.id", contains("1", "1", "2", "3", "4", "", "5", "6"))
                .body("items.status", contains(202, 200, 404, 422, 422, 422, 202, 429))
                .body("items[0].source", equalTo("/crm"))
                .body("items[0].firings[0].trigger", equalTo("ce.batch"))
                .body("items[1].firings[0].duplicate", equalTo(true))
                .body("items[2].problem.type", equalTo("/problems/no-trigger"))
                .body("items[3].problem.type", equalTo("/problems/schema-violated"))
                .body("items[4].problem.errors.pointer", hasItem("/type"))
                .body("items[7].retryAfter", notNullValue());
        assertThat(gateway.messages("ce.batch")).hasSize(1);
        assertThat(gateway.messages("ce.batch.limited")).hasSize(1);
    }

    @Test
    void keepsTheOrderOfABatch() {
        event("ce.order", "");
        var events = IntStream.range(0, 100)
                .mapToObj(i -> structured("ce.order", "o" + i, ",\"data\":" + i))
                .collect(Collectors.joining(",", "[", "]"));
        send(BATCH, events).statusCode(202).body("items.status", everyItem(equalTo(202)));
        assertThat(gateway.messages("ce.order"))
                .extracting(message -> Integer.valueOf(message.get("data")))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void boundsABatch() {
        event("ce.many", "");
        var before = gateway.keys();
        var events = IntStream.range(0, 101)
                .mapToObj(i -> structured("ce.many", "o" + i, ""))
                .collect(Collectors.joining(",", "[", "]"));
        expectProblem(send(BATCH, events), 413, "too-large");
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void takesABatchOfNone() {
        send(BATCH, "[]").statusCode(202).body("items", empty());
    }

    @Test
    void anEventMayNotBeLargerThanItsTriggerTakes() {
        event("ce.small", "config: { maxBody: 10 }");
        expectProblem(send(STRUCTURED, structured("ce.small", "1", ",\"data\":\"123456789\"")), 413, "too-large");
        send(STRUCTURED, structured("ce.small", "2", ",\"data\":\"12345678\"")).statusCode(202);
    }

    @ParameterizedTest
    @MethodSource("io.triggergateway.entry.EventCase#refusedOverHttp")
    void whatBreaksTheRulesStoresNothing(EventCase given) {
        as("admin").body("{\"name\": \"t\", \"type\": \"event\"}").put(ROOT + "/t");
        var before = gateway.keys();
        var request = as("engine");
        given.headers().forEach((name, values) -> {
            if (name.equals("content-type")) {
                request.contentType(values.getFirst());
            } else {
                values.forEach(value -> request.header(name, value));
            }
        });
        expectProblem(request.body(given.body()).post(EVENTS).then(), 422, "invalid-event");
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void refusesWhatCannotBeRead() {
        var before = gateway.keys();
        expectProblem(send(STRUCTURED, "{"), 400, "malformed-body");
        expectProblem(send(BATCH, "{}"), 400, "malformed-body");
        expectProblem(
                as("engine")
                        .contentType("application/cloudevents+avro")
                        .body(new byte[] {1})
                        .post(EVENTS)
                        .then(),
                415,
                "unsupported-media-type");
        expectProblem(send("application/json", "{}"), 422, "invalid-event");
        assertThat(before).containsAll(gateway.keys());
    }

    @Test
    void asksForTheRole() {
        event("ce.roles", "");
        as("viewer")
                .contentType(STRUCTURED)
                .body(structured("ce.roles", "1", ""))
                .post(EVENTS)
                .then()
                .statusCode(403);
        assertThat(gateway.messages("ce.roles")).isEmpty();
    }
}
