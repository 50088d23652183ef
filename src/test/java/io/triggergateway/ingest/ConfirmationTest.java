package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender that publishes its certificate and wants its subscription confirmed, as AWS SNS does. */
@QuarkusTest
@WithTestResource(OutsideWorld.class)
class ConfirmationTest {
    @TempDir
    private static Path directory;

    private static String certificate = "";
    private static PrivateKey key;

    private final Gateway gateway;

    ConfirmationTest(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        var store = directory.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var maker = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "sns",
                        "-dname",
                        "CN=sns.example.com",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(maker.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(store)) {
            keys.load(file, "password".toCharArray());
        }
        key = (PrivateKey) keys.getKey("sns", "password".toCharArray());
        certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("sns").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private void register(String name) {
        OutsideWorld.tell("/" + name + ".pem", 200, certificate);
        gateway.register("""
                name: %s
                type: webhook
                endpoint:
                  path: /webhooks/%s
                  auth:
                    type: signature
                    scheme:
                      verify:
                        algorithm: rsa-sha256
                        signature: "header:X-Sig"
                        over: "{body}"
                        encoding: base64
                        key: { x509Url: "json:$.SigningCertURL", host: ["%s"], pathEnd: .pem, subject: sns.example.com }
                      handshake:
                        - when: { "json:$.Type": SubscriptionConfirmation }
                          phase: verified
                          fetch: { url: "{json:$.SubscribeURL}", host: ["%s"] }
                """.formatted(name, name, OutsideWorld.origin(), OutsideWorld.origin()));
    }

    private static ValidatableResponse post(String certificateUrl, String name, String type, String url)
            throws Exception {
        var body = "{\"Type\":\"%s\",\"SigningCertURL\":\"%s\",\"SubscribeURL\":\"%s\"}"
                .formatted(type, certificateUrl, url);
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key);
        signer.update(body.getBytes(StandardCharsets.UTF_8));
        return given().contentType("application/json")
                .header("X-Sig", Base64.getEncoder().encodeToString(signer.sign()))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/_triggers/webhooks/" + name)
                .then();
    }

    private static ValidatableResponse post(String name, String type, String url) throws Exception {
        return post(OutsideWorld.origin() + "/" + name + ".pem", name, type, url);
    }

    @Test
    void takesWhatTheCertificateSigned() throws Exception {
        register("sns.good");
        post("sns.good", "Notification", "").statusCode(202);
        post("sns.good", "Notification", "again").statusCode(202);
        assertThat(OutsideWorld.asked("/sns.good.pem")).isEqualTo(1);
        assertThat(gateway.messages("sns.good")).hasSize(2);
    }

    @Test
    void refusesCertificatesOfOtherPlaces() throws Exception {
        register("sns.elsewhere");
        post(OutsideWorld.origin() + "/sns.elsewhere.pem?a=b", "sns.elsewhere", "Notification", "")
                .statusCode(401);
        post("https://evil.example.com/sns.elsewhere.pem", "sns.elsewhere", "Notification", "")
                .statusCode(401);
        post(OutsideWorld.origin() + "/missing.pem", "sns.elsewhere", "Notification", "")
                .statusCode(401);
        assertThat(OutsideWorld.asked("/sns.elsewhere.pem")).isZero();
        assertThat(gateway.messages("sns.elsewhere")).isEmpty();
    }

    @Test
    void confirmsASubscriptionOnceAndStartsNothing() throws Exception {
        register("sns.confirm");
        OutsideWorld.tell("/confirm", 200, "<ok/>");
        post("sns.confirm", "SubscriptionConfirmation", OutsideWorld.origin() + "/confirm?Token=abc")
                .statusCode(200);
        assertThat(OutsideWorld.asked("/confirm")).isEqualTo(1);
        assertThat(gateway.messages("sns.confirm")).isEmpty();
    }

    @Test
    void asksTheSenderToTryAgainWhenItsConfirmationFails() throws Exception {
        register("sns.fails");
        OutsideWorld.tell("/fails", 500, "");
        post("sns.fails", "SubscriptionConfirmation", OutsideWorld.origin() + "/fails")
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/unconfirmed"));
    }

    @Test
    void fetchesNothingOnAnotherHost() throws Exception {
        register("sns.evil");
        OutsideWorld.tell("/evil", 200, "");
        var other = OutsideWorld.origin().replace("127.0.0.1", "localhost") + "/evil";
        post("sns.evil", "SubscriptionConfirmation", other).statusCode(403);
        assertThat(OutsideWorld.asked("/evil")).isZero();
    }

    @Test
    void fetchesNothingForStrangers() {
        register("sns.stranger");
        OutsideWorld.tell("/stranger", 200, "");
        given().contentType("application/json")
                .header("X-Sig", "AAAA")
                .body(
                        "{\"Type\":\"SubscriptionConfirmation\",\"SigningCertURL\":\"%s/sns.stranger.pem\",\"SubscribeURL\":\"%s/stranger\"}"
                                .formatted(OutsideWorld.origin(), OutsideWorld.origin()))
                .post("/api/_triggers/webhooks/sns.stranger")
                .then()
                .statusCode(401);
        assertThat(OutsideWorld.asked("/stranger")).isZero();
    }
}
