package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that comes to a running gateway as a file. */
@QuarkusTest
@TestProfile(ProviderFilesTest.WithADirectory.class)
class ProviderFilesTest {
    private static final Path DIRECTORY = directory();
    private static final String DOCUMENT = """
        {"id": "homemade", "name": "Homemade", "confidence": "doc", "expects": "A 2xx answer.",
         "people": {"secretLabel": "Secret", "whereToFind": "In its settings.", "enter": "The URL."},
         "scheme": {"verify": {"algorithm": "hmac-sha256", "key": "utf8", "signature": "header:X-First | after 'sha256='",
                               "over": "{body}", "encoding": "hex"}}}""";

    /** A directory that is empty at the start. */
    public static final class WithADirectory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gateway.providers", DIRECTORY.toString(), "gateway.files-every", "100ms");
        }
    }

    private final Gateway gateway;

    ProviderFilesTest(Gateway gateway) {
        this.gateway = gateway;
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("providers");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static int described() {
        return given().header("Authorization", "Bearer test-token-of-an-admin")
                .get("/api/_triggers/providers/homemade")
                .statusCode();
    }

    private static int send(String header) {
        var body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        return given().contentType("application/json")
                .header(header, Gateway.sign(body))
                .body(body)
                .post("/api/_triggers/webhooks/homemade")
                .statusCode();
    }

    @Test
    @Timeout(60)
    void isUsableAndFollowsItsFileWithoutARestart() throws IOException {
        var file = DIRECTORY.resolve("homemade.json");
        assertThat(described()).isEqualTo(404);

        Files.writeString(file, DOCUMENT);
        while (described() != 200) {
            Thread.onSpinWait();
        }
        gateway.register("""
                name: homemade
                type: webhook
                endpoint: { path: /webhooks/homemade, auth: { type: signature, provider: homemade, secret: "%s" } }
                """.formatted(Gateway.secretFile()));
        assertThat(send("X-First")).isEqualTo(202);
        assertThat(send("X-Second")).isEqualTo(401);

        Files.writeString(file, DOCUMENT.replace("X-First", "X-Second"));
        while (send("X-Second") != 202) {
            Thread.onSpinWait();
        }
        assertThat(send("X-First")).isEqualTo(401);
    }
}
