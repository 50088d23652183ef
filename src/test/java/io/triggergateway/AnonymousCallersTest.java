package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.triggergateway.ingest.OwnGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets past the gate without a token, however the path is written. */
@QuarkusTest
@TestProfile(OwnGateway.class)
class AnonymousCallersTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Stream<DescribedOperation> guarded() throws IOException {
        return DescribedOperation.all(OpenApiTest.CHECKED_IN).stream().filter(operation -> !operation.isPublic());
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void anonymousCallersAreRefused(DescribedOperation operation) throws Exception {
        var path = operation.path().replaceAll("\\{[^}]*}", "x");
        var tail = path.substring("/api/_triggers".length());
        var variants = List.of(
                path,
                path + "/",
                path + "//",
                path + ";a=b",
                path + "?a=b",
                path + "%2f",
                path + "/%2e",
                "/" + path,
                "/." + path,
                "/%2e" + path,
                "/api//_triggers" + tail,
                "/api/%5ftriggers" + tail,
                "/api/_triggers/webhooks/.." + tail,
                "/api/_triggers/webhooks/%2e%2e" + tail,
                "/api/_triggers/webhooks/x/../.." + tail,
                "/api/_triggers/webhooks/..%2f" + tail,
                "/q/health/.." + path,
                path.toUpperCase(Locale.ROOT));
        for (var variant : variants) {
            // After many failures the gate answers 429 before it looks at anything.
            assertThat(anonymous(operation.method(), variant)).as(variant).isIn(401, 429);
        }
        for (var method : List.of("HEAD", "OPTIONS", "TRACE", "BREW")) {
            assertThat(anonymous(method, path)).as(method).isIn(401, 429);
        }
    }

    @Test
    void webhooksNeedNoToken() throws Exception {
        assertThat(anonymous("POST", "/api/_triggers/webhooks/nobody-has-it")).isEqualTo(404);
    }

    private int anonymous(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
