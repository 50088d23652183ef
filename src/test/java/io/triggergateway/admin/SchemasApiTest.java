package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has the gateway has the schemas of its version. */
@QuarkusTest
class SchemasApiTest {
    private static final String ROOT = "/api/_triggers/schemas";

    private static Response get(String path) {
        return given().header("Authorization", "Bearer test-token-of-a-viewer").get(ROOT + path);
    }

    @Test
    void listsThem() {
        get("").then()
                .statusCode(200)
                .body("items.name", contains("await", "flow", "message", "trigger"))
                .body("items[3].url", equalTo(ROOT + "/trigger"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"await", "flow", "message", "trigger"})
    void servesWhatTheRepositoryHas(String name) throws IOException {
        var answer = get("/" + name)
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .extract();

        assertThat(answer.asString()).isEqualTo(Files.readString(Path.of("openapi", "schemas", name + ".json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run", "/..%2Fapplication.properties", "/trigger.json"})
    void servesNothingElse(String path) {
        get(path).then().statusCode(404);
    }
}
