package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.telemetry.Traces;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A trace goes from the sender through the gateway into the message, and its spans to a collector. */
@QuarkusTest
@WithTestResource(OutsideWorld.class)
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final Gateway gateway;
    private final Traces traces;

    TracesTest(Gateway gateway, Traces traces) {
        this.gateway = gateway;
        this.traces = traces;
    }

    private String handedOn(String name, String traceparent) {
        gateway.register("name: %s\ntype: webhook\nendpoint: { path: /%s, auth: { type: bearer, secret: s } }\n"
                .formatted(name, name));
        given().header("traceparent", traceparent)
                .header("Authorization", "Bearer s")
                .post("/api/_triggers/webhooks/" + name)
                .then()
                .statusCode(202);
        return gateway.messages(name).getFirst().get("traceparent");
    }

    private String sent() {
        traces.flush();
        return new String(OutsideWorld.sent("/v1/traces"), StandardCharsets.ISO_8859_1);
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theMessageNamesTheSpanOfItsWebhook() {
        var handedOn = handedOn("traced", "00-" + TRACE + "-" + PARENT + "-00");

        assertThat(handedOn).matches("00-" + TRACE + "-[0-9a-f]{16}-01").doesNotContain(PARENT);
        var span = handedOn.split("-")[2];
        // A collector gets Protocol Buffers, in which texts and ids stand as they are.
        assertThat(sent())
                .contains("trigger-gateway", "webhook", "verify", "accept", "traced", "accepted")
                .contains(bytes(TRACE), bytes(PARENT), bytes(span));
    }

    @Test
    void withoutATraceOneBegins() {
        var handedOn = handedOn("untraced", "nonsense");

        assertThat(handedOn).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").doesNotContain(TRACE);
        assertThat(sent()).contains(bytes(handedOn.split("-")[1]));
    }

    @Test
    void whatIsRefusedIsTracedToo() {
        given().header("traceparent", "00-" + TRACE.replace('0', '1') + "-" + PARENT + "-01")
                .post("/api/_triggers/webhooks/nowhere")
                .then()
                .statusCode(404);
        assertThat(sent()).contains(bytes(TRACE.replace('0', '1')), "not-found");
    }
}
