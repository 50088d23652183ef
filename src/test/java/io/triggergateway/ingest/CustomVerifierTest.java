package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deliveries on which an expression, a service or a plugin decides. */
@QuarkusTest
@WithTestResource(OutsideWorld.class)
class CustomVerifierTest {
    private static final String BODY = "{\"amount\":12}";

    private final Gateway gateway;

    CustomVerifierTest(Gateway gateway) {
        this.gateway = gateway;
    }

    private void register(String name, String custom) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint: { path: /webhooks/%s, auth: { type: custom, secret: "%s", %s } }
                """.formatted(name, name, Gateway.secretFile(), custom));
    }

    private static ValidatableResponse post(String name, Map<String, String> headers) {
        return given().contentType("application/json")
                .headers(headers)
                .body(BODY)
                .post("/api/_triggers/webhooks/" + name)
                .then();
    }

    private void assertRefusedForNow(String name, Map<String, String> headers) {
        post(name, headers)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/unverifiable"));
        assertThat(gateway.messages(name)).isEmpty();
    }

    @Test
    void anExpressionDecides() {
        register(
                "custom.expression",
                "expression: \"equals(headers['x-sig'], 'sha256=' + hex(hmac('sha256', secret, body)))\"");
        var signature = Gateway.sign(BODY.getBytes(StandardCharsets.UTF_8));
        post("custom.expression", Map.of("X-Sig", signature)).statusCode(202);
        post("custom.expression", Map.of("X-Sig", signature.replace("=", "=0"))).statusCode(401);
        post("custom.expression", Map.of()).statusCode(401);
        assertThat(gateway.messages("custom.expression")).hasSize(1);
    }

    @Test
    void aServiceDecides() {
        register("custom.yes", "url: \"" + OutsideWorld.origin() + "/yes\"");
        OutsideWorld.tell("/yes", 200, "{\"passed\":true}");
        post("custom.yes", Map.of()).statusCode(202);
        OutsideWorld.tell("/yes", 200, "{\"passed\":false,\"reason\":\"Not today\"}");
        post("custom.yes", Map.of()).statusCode(401);
        assertThat(gateway.messages("custom.yes")).hasSize(1);
    }

    @Test
    void nobodyPassesWhileTheServiceIsOutOfOrder() {
        register("custom.down", "url: \"" + OutsideWorld.origin() + "/down\"");
        OutsideWorld.tell("/down", 500, "{\"passed\":true}");
        assertRefusedForNow("custom.down", Map.of());
    }

    @Test
    void aPluginDecides() {
        register("custom.plugin", "verifier: com.example.Token");
        post("custom.plugin", Map.of("X-Token", Gateway.SECRET)).statusCode(202);
        post("custom.plugin", Map.of("X-Token", "wrong")).statusCode(401);
    }

    @Test
    void nobodyPassesWhileThePluginFails() {
        register("custom.plugin-fails", "verifier: com.example.Token");
        assertRefusedForNow("custom.plugin-fails", Map.of());
    }
}
