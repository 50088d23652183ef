package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender that hands over its secret in an unsigned request when it is set up. */
@QuarkusTest
class PairingTest {
    private static final String ROOT = "/api/_triggers/";
    private static final String OFFERED = "a-secret-that-the-sender-made";
    private static final String BODY = "{\"amount\":12}";

    private final Gateway gateway;
    private final RedisLink redis;

    PairingTest(Gateway gateway, RedisLink redis) {
        this.gateway = gateway;
        this.redis = redis;
    }

    private void register(String name, String secret) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint:
                  path: /webhooks/%s
                  auth:
                    type: signature
                    %s
                    scheme:
                      verify: { algorithm: hmac-sha256, signature: "header:X-Hook-Signature | after 'sha256='", over: "{body}", encoding: hex }
                      handshake:
                        - when: { "header:X-Hook-Secret": "*" }
                          phase: pairing
                          capture: { secret: "header:X-Hook-Secret" }
                          reply: { headers: { X-Hook-Secret: "{header:X-Hook-Secret}" } }
                """.formatted(name, name, secret));
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer test-token-of-" + role);
    }

    private static Response arm(String name) {
        return as("an-operator").post(ROOT + name + "/pairing");
    }

    private static Response offer(String name, String secret) {
        return given().header("X-Hook-Secret", secret).post(ROOT + "webhooks/" + name);
    }

    private static Response deliver(String name, String secret) {
        var body = BODY.getBytes(StandardCharsets.UTF_8);
        return given().contentType(ContentType.JSON)
                .header("X-Hook-Signature", Gateway.sign(secret, body))
                .body(body)
                .post(ROOT + "webhooks/" + name);
    }

    private static void assertTried(String name, String reason) {
        as("an-admin")
                .contentType(ContentType.JSON)
                .body("{\"method\":\"POST\",\"headers\":{\"X-Hook-Secret\":\"x\"}}")
                .post(ROOT + name + "/test")
                .then()
                .statusCode(200)
                .body("verify.passed", equalTo(false))
                .body("verify.reason", containsString(reason));
    }

    @Test
    void takesOneSecretWhileArmed() {
        register("pair.good", "");
        offer("pair.good", OFFERED).then().statusCode(401);
        deliver("pair.good", OFFERED).then().statusCode(401);
        arm("pair.good").then().statusCode(200).body("until", notNullValue());
        assertTried("pair.good", "taken only from a real request");
        offer("pair.good", OFFERED).then().statusCode(200).header("X-Hook-Secret", OFFERED);

        offer("pair.good", "another").then().statusCode(401);
        deliver("pair.good", "another").then().statusCode(401);
        deliver("pair.good", OFFERED).then().statusCode(202);
        assertThat(gateway.messages("pair.good")).hasSize(1);
        arm("pair.good").then().statusCode(409).body("detail", containsString("none is ever replaced"));
    }

    @Test
    void keepsTheSecretEncryptedAndToItself() {
        register("pair.hidden", "");
        arm("pair.hidden");
        offer("pair.hidden", OFFERED).then().statusCode(200);
        for (var part : List.of("", "/refusals", "/endpoint", "/firings")) {
            assertThat(as("an-admin")
                            .get(ROOT + "pair.hidden" + part)
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString())
                    .doesNotContain(OFFERED);
        }
        assertThat(as("an-admin").get(ROOT + "pair.hidden").<String>path("endpoint.auth.secret"))
                .isEqualTo("***");
        for (var key : redis.call("KEYS", "*").items()) {
            if (redis.call("TYPE", key.text()).text().equals("hash")) {
                assertThat(redis.call("HGETALL", key.text()).items())
                        .noneMatch(part -> part.text().contains(OFFERED));
            }
        }
    }

    @Test
    void saysWhatToDoWhenNobodyHasArmed() {
        register("pair.unarmed", "");
        offer("pair.unarmed", OFFERED).then().statusCode(401);
        arm("pair.unarmed");
        as("an-operator").delete(ROOT + "pair.unarmed/pairing").then().statusCode(204);
        offer("pair.unarmed", OFFERED).then().statusCode(401);
        String reason = null;
        for (int look = 0; look < 10_000 && reason == null; look++) {
            reason = as("an-admin").get(ROOT + "pair.unarmed/refusals").path("items[0].detail");
        }
        assertThat(reason).contains("POST /api/_triggers/pair.unarmed/pairing");
    }

    @Test
    void letsOperatorsArmOnly() {
        register("pair.roles", "");
        as("a-viewer").post(ROOT + "pair.roles/pairing").then().statusCode(403);
        offer("pair.roles", OFFERED).then().statusCode(401);
    }

    @Test
    void armsNothingThatHasASecretOrNeedsNone() {
        register("pair.known", "secret: \"" + Gateway.secretFile() + "\"");
        arm("pair.known").then().statusCode(409);
        offer("pair.known", OFFERED).then().statusCode(401);
        deliver("pair.known", Gateway.SECRET).then().statusCode(202);
        gateway.register("""
                name: pair.never
                type: webhook
                endpoint: { path: /webhooks/pair.never, auth: { type: none } }
                """);
        arm("pair.never").then().statusCode(409).body("detail", containsString("hands over its secret"));
        arm("pair.nobody").then().statusCode(404);
    }

    @Test
    void forgetsTheArmingOfATriggerThatIsGone() {
        register("pair.again", "");
        arm("pair.again").then().statusCode(200);
        as("an-admin").delete(ROOT + "pair.again").then().statusCode(200);
        register("pair.again", "");
        offer("pair.again", OFFERED).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:HOME", "file:/etc/hostname", "***"})
    void takesNothingThatWouldBeReadAsTheNameOfASecret(String offered) {
        register("pair.reference", "");
        arm("pair.reference").then().statusCode(200);
        offer("pair.reference", offered).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"for\":\"0s\"}",
                "{\"for\":\"61m\"}",
                "{\"for\":true}",
                "{\"until\":\"5m\"}",
                "{\"for\":\"-PT1M\"}"
            })
    void armsForAnHourAtMost(String body) {
        register("pair.window", "");
        as("an-operator")
                .contentType(ContentType.JSON)
                .body(body)
                .post(ROOT + "pair.window/pairing")
                .then()
                .statusCode(422);
        offer("pair.window", OFFERED).then().statusCode(401);
    }

    @Test
    void takesOneOfTwoThatComeAtOnce() throws Exception {
        register("pair.race", "");
        arm("pair.race").then().statusCode(200);
        var secrets =
                List.of("one-of-many-secrets", "two-of-many-secrets", "three-of-many-secrets", "four-of-many-secrets");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = pool.invokeAll(secrets.stream()
                    .<Callable<Integer>>map(
                            secret -> () -> offer("pair.race", secret).statusCode())
                    .toList());
            int taken = 0;
            for (int i = 0; i < secrets.size(); i++) {
                var status = answers.get(i).get();
                assertThat(status).isIn(200, 401);
                taken += status == 200 ? 1 : 0;
                deliver("pair.race", secrets.get(i)).then().statusCode(status == 200 ? 202 : 401);
            }
            assertThat(taken).isEqualTo(1);
        }
    }
}
