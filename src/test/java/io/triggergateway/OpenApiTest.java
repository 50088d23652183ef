package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the API that is checked in is the one that the service gives. */
@QuarkusTest
class OpenApiTest {
    private static final Path CHECKED_IN = Path.of("openapi", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @Test
    void checkedInDescriptionIsWhatTheServiceServes() throws IOException {
        var served = given().header("Authorization", "Bearer test-token-of-a-viewer")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("openapi.update")) {
            Files.createDirectories(CHECKED_IN.toAbsolutePath().getParent());
            Files.writeString(CHECKED_IN, served);
        }
        assertThat(Files.readString(CHECKED_IN))
                .as("mvn test -Dtest=OpenApiTest -Dopenapi.update=true writes the file anew")
                .isEqualTo(served);
    }

    @Test
    void describesOnlyWhatTheCodeHas() throws IOException {
        assertThat(operations())
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(
                                operation.document().path("summary").asText())
                        .as(operation.toString())
                        .contains(" "))
                .filteredOn(operation -> !operation.isPublic())
                .allSatisfy(operation -> {
                    assertThat(operation.document().has("operationId"))
                            .as(operation.toString())
                            .isTrue();
                    assertThat(operation.document().path("x-required-role").asText())
                            .as(operation.toString())
                            .isIn("viewer", "engine", "operator", "admin");
                    assertThat(operation.document().path("responses").has("401"))
                            .isTrue();
                });
    }

    static Stream<Operation> guarded() throws IOException {
        return operations().stream().filter(operation -> !operation.isPublic());
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void anonymousCallersAreRefused(Operation operation) throws Exception {
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
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    record Operation(String method, String path, JsonNode document) {
        boolean isPublic() {
            return path.startsWith("/api/_triggers/webhooks/");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static List<Operation> operations() throws IOException {
        var operations = new ArrayList<Operation>();
        var paths = new YAMLMapper().readTree(CHECKED_IN.toFile()).path("paths");
        for (var path : paths.properties()) {
            for (var entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    operations.add(
                            new Operation(entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), entry.getValue()));
                }
            }
        }
        return operations;
    }
}
