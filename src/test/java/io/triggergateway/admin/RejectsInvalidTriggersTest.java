package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document of {@code invalid-triggers} is refused over HTTP too, with the place and what to change. */
@QuarkusTest
class RejectsInvalidTriggersTest {
    private static final List<String> FILES =
            List.of("auth", "config", "endpoint", "schedule", "trigger", "ui", "outside");

    @ParameterizedTest
    @MethodSource("cases")
    void refuses(String name, String document, String pointer, String says) {
        var answer = given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType(ContentType.JSON)
                .body(document)
                .post("/api/_triggers");
        assertThat(answer.statusCode()).as(name).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(details(answer.jsonPath(), pointer)).as(name).anyMatch(detail -> detail.contains(says));
        assertThat(answer.asString()).doesNotContain("hush-hush");
    }

    @Test
    void hasManyCases() {
        assertThat(cases()).hasSizeGreaterThan(40);
    }

    private static List<String> details(JsonPath answer, String pointer) {
        return answer.param("pointer", pointer)
                .getList("errors.findAll { it.pointer == pointer }.detail", String.class);
    }

    static Stream<Object[]> cases() {
        return FILES.stream().flatMap(RejectsInvalidTriggersTest::cases);
    }

    private static Stream<Object[]> cases(String file) {
        return StreamSupport.stream(read(file).spliterator(), false).map(each -> new Object[] {
            each.path("name").asText(),
            each.path("document").toString(),
            each.path("pointer").asText(),
            each.path("says").asText()
        });
    }

    private static JsonNode read(String file) {
        try (var resource =
                RejectsInvalidTriggersTest.class.getResourceAsStream("/invalid-triggers/" + file + ".yaml")) {
            return new YAMLMapper().readTree(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
