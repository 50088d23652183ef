package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.triggergateway.access.Role;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call, made with each role over HTTP: those below the one it needs are refused, all others get on. */
@QuarkusTest
class RoleMatrixTest {
    static Stream<Arguments> cells() throws IOException {
        return DescribedOperation.all(OpenApiTest.CHECKED_IN).stream()
                .filter(operation -> !operation.isPublic())
                .flatMap(operation -> Stream.of(Role.values()).map(role -> Arguments.of(operation, role)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCallAsksForItsRole(DescribedOperation operation, Role role) {
        // Nothing has this name, and the body is broken: whoever gets on changes nothing.
        var path = operation.path().replaceAll("\\{[^}]*}", "role-matrix");
        var article = List.of(Role.VIEWER).contains(role) ? "a-" : "an-";
        var answer = given().header("Authorization", "Bearer test-token-of-" + article + role.word())
                .contentType(ContentType.JSON)
                .body(List.of("POST", "PUT", "PATCH").contains(operation.method()) ? "{" : "")
                .request(operation.method(), path);

        if (role.covers(Role.of(operation.role()).orElseThrow())) {
            assertThat(answer.statusCode()).isNotIn(401, 403).isLessThan(500);
        } else {
            answer.then().statusCode(403).contentType("application/problem+json");
            assertThat(answer.<String>path("detail")).contains("of role " + operation.role());
        }
    }
}
