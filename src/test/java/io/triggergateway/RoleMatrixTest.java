package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.triggergateway.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call and each page, asked for with each role over HTTP: those below the one it needs are refused, all others get on. */
@QuarkusTest
class RoleMatrixTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Stream<Arguments> cells() throws IOException {
        return ResourceMethod.all().stream()
                .filter(method -> !method.isAnonymous())
                .flatMap(method -> Stream.of(Role.values())
                        .map(role -> Arguments.of(
                                method.verb(), method.path(), method.role().orElseThrow(), role)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCallAndPageAsksForItsRole(String verb, String path, Role needed, Role role) throws Exception {
        var page = !path.startsWith("/api/");
        var answer = ask(verb, path, role, page ? "text/html" : "*/*");

        if (role.covers(needed)) {
            assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(answer.statusCode()).isEqualTo(403);
            if (!page) {
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.body()).contains("of role " + needed.word());
            }
        }
    }

    /** Nothing has this name, and the body is broken: whoever gets on changes nothing. */
    private static HttpResponse<String> ask(String verb, String path, Role role, String accept) throws Exception {
        var article = role == Role.VIEWER ? "a-" : "an-";
        var place = path.replaceAll("\\{[^}]*}", "role-matrix");
        var form = place.startsWith("/ui");
        var body = List.of("POST", "PUT", "PATCH").contains(verb)
                ? HttpRequest.BodyPublishers.ofString(form ? "%" : "{")
                : HttpRequest.BodyPublishers.noBody();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + place))
                .header("Authorization", "Bearer test-token-of-" + article + role.word())
                .header("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json")
                .header("Accept", accept)
                .method(verb, body)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
