package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The description of the API that is checked in is the one that the service gives. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenApiTest {
    static final Path CHECKED_IN = Path.of("openapi", "openapi.yaml");

    @Test
    @Order(1)
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
    @Order(2)
    void describesOnlyWhatTheCodeHas() throws IOException {
        assertThat(DescribedOperation.all(CHECKED_IN))
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

    @Test
    @Order(2)
    void namesEveryTypeOfProblem() throws IOException {
        var named = new YAMLMapper()
                .readTree(CHECKED_IN.toFile())
                .at("/components/schemas/Problem/properties/type/examples")
                .valueStream()
                .map(example -> example.asText().replace("/problems/", ""))
                .toList();
        var explained = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| \\d{3}")
                .matcher(Files.readString(Path.of("docs", "problems.md")))
                .results()
                .map(row -> row.group(1))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(explained);
    }
}
