package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The description of the API that is checked in is the one that the service gives. */
@QuarkusTest
class OpenApiTest {
    private static final Path CHECKED_IN = Path.of("openapi", "openapi.yaml");

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
}
