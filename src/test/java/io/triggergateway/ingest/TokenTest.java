package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries with a JSON Web Token, whose keys a real server publishes. */
@QuarkusTest
@WithTestResource(OutsideWorld.class)
class TokenTest {
    private static final String WEBHOOKS = "/api/_triggers/webhooks/";
    private static final KeyPair OLD = keys();
    private static final KeyPair NEW = keys();
    private static final KeyPair STRANGE = keys();

    private final Gateway gateway;

    TokenTest(Gateway gateway) {
        this.gateway = gateway;
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String jwk(String id, KeyPair keys) {
        var key = (RSAPublicKey) keys.getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                .formatted(id, base64(unsigned(key.getModulus())), base64(unsigned(key.getPublicExponent())));
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getPublic().getEncoded())
                        .replace("\r", "")
                + "\n-----END PUBLIC KEY-----";
    }

    private static String claims(String issuer, String audience, long expiresIn) {
        return "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d}"
                .formatted(issuer, audience, Instant.now().getEpochSecond() + expiresIn);
    }

    private static String token(String id, KeyPair keys, String claims) {
        var signed = base64("{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(id)) + "." + base64(claims);
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signer.sign());
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static String good(String id, KeyPair keys) {
        return token(id, keys, claims("https://login.example.com", "gateway", 300));
    }

    /** A set with the keys of the issuer, for other tests too. */
    static String publishedSet() {
        return "{\"keys\":[%s]}".formatted(jwk("old", OLD));
    }

    /** A token that passes with that set. */
    static String good() {
        return good("old", OLD);
    }

    /** One that does not, as somebody else has signed it. */
    static String forged() {
        return good("old", STRANGE);
    }

    private static ValidatableResponse post(String name, String token) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + token)
                .body("{}")
                .post(WEBHOOKS + name)
                .then();
    }

    private void register(String name, String key) {
        gateway.register("""
                name: %s
                type: webhook
                endpoint:
                  path: /webhooks/%s
                  auth: { type: jwt, %s, issuer: "https://login.example.com", audience: [other, gateway] }
                """.formatted(name, name, key));
    }

    private void registerWithSet(String name) {
        OutsideWorld.tell("/" + name, 200, "{\"keys\":[%s,%s]}".formatted(jwk("old", OLD), jwk("new", NEW)));
        register(name, "jwksUrl: \"" + OutsideWorld.origin() + "/" + name + "\"");
    }

    @Test
    void takesTokensOfPublishedKeysAndAsksOnce() {
        registerWithSet("jwt.good");
        post("jwt.good", good("old", OLD)).statusCode(202);
        post("jwt.good", good("new", NEW)).statusCode(202);
        assertThat(gateway.messages("jwt.good"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.toString()).doesNotContain("Bearer"));
        assertThat(OutsideWorld.asked("/jwt.good")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example.com, gateway, 300",
        "https://login.example.com, somebody, 300",
        "https://login.example.com, gateway, -3600"
    })
    void refusesTokensForOthersAndOldOnes(String issuer, String audience, long expiresIn) {
        registerWithSet("jwt.claims");
        post("jwt.claims", token("old", OLD, claims(issuer, audience, expiresIn)))
                .statusCode(401);
    }

    @Test
    void refusesTokensThatTheIssuerHasNotSigned() throws GeneralSecurityException {
        registerWithSet("jwt.forged");
        post("jwt.forged", good("old", STRANGE)).statusCode(401);
        post("jwt.forged", good("unknown", STRANGE)).statusCode(401);
        var claims = base64(claims("https://login.example.com", "gateway", 300));
        for (var algorithm : new String[] {"none", "None", "NONE"}) {
            post("jwt.forged", base64("{\"alg\":\"%s\",\"kid\":\"old\"}".formatted(algorithm)) + "." + claims + ".")
                    .statusCode(401);
        }
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pem(OLD).getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        var signed = base64("{\"alg\":\"HS256\",\"kid\":\"old\"}") + "." + claims;
        post("jwt.forged", signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))))
                .statusCode(401);
        post("jwt.forged", "").statusCode(401);
        given().body("{}").post(WEBHOOKS + "jwt.forged").then().statusCode(401);
        assertThat(gateway.messages("jwt.forged")).isEmpty();
    }

    @Test
    void takesNobodyWhileTheKeysAreOutOfReach() {
        OutsideWorld.tell("/jwt.down", 500, "");
        register("jwt.down", "jwksUrl: \"" + OutsideWorld.origin() + "/jwt.down\"");
        post("jwt.down", good("old", OLD))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/unverifiable"));
        assertThat(gateway.messages("jwt.down")).isEmpty();
        given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType("application/json")
                .body("{\"method\":\"POST\",\"headers\":{\"Authorization\":\"Bearer %s\"},\"body\":\"{}\"}"
                        .formatted(good("old", OLD)))
                .post("/api/_triggers/jwt.down/test")
                .then()
                .statusCode(200)
                .body("verify.passed", equalTo(false))
                .body("verify.reason", containsString("The sender's key: Expected status 200, but the answer was 500"));
    }

    /** That every user of this issuer is an engine called gateway is for the test's convenience. */
    @Test
    void letsAUserOfTheIssuerCallTheApiAsItsRoleMay() {
        OutsideWorld.tell("/issuer", 200, publishedSet());

        given().header("Authorization", "Bearer " + good())
                .get("/api/_triggers")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + good("old", OLD))
                .delete("/api/_triggers/nobody")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/forbidden"));
        given().header("Authorization", "Bearer " + good("old", STRANGE))
                .get("/api/_triggers")
                .then()
                .statusCode(401);
        assertThat(OutsideWorld.asked("/issuer")).isEqualTo(1);
    }

    @Test
    void takesTokensOfAWrittenKey() {
        register("jwt.pinned", "publicKey: \"" + pem(OLD).lines().collect(Collectors.joining("\\n")) + "\"");
        post("jwt.pinned", good("whatever", OLD)).statusCode(202);
        post("jwt.pinned", good("whatever", NEW)).statusCode(401);
    }

    @Test
    void asksForTheKeysInADryRunToo() {
        registerWithSet("jwt.dry");
        given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType("application/json")
                .body("{\"method\":\"POST\",\"headers\":{\"Authorization\":\"Bearer %s\"},\"body\":\"{}\"}"
                        .formatted(good("old", OLD)))
                .post("/api/_triggers/jwt.dry/test")
                .then()
                .statusCode(200)
                .body("verify.passed", equalTo(true))
                .body("runs[0].flow", equalTo("jwt.dry-flow"));
        assertThat(OutsideWorld.asked("/jwt.dry")).isEqualTo(1);
        assertThat(gateway.messages("jwt.dry")).isEmpty();
    }
}
