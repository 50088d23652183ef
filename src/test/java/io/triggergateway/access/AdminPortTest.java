package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With two ports, each has its own and nothing of the other. */
@QuarkusTest
@TestProfile(AdminPortTest.TwoPorts.class)
class AdminPortTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A gateway with a port for the admin side. */
    public static final class TwoPorts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gateway.admin.port", "0");
        }
    }

    private final AdminPort port;

    AdminPortTest(AdminPort port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/_triggers,                            200, 404",
        "GET,  /api/_triggers/tokens,                     200, 404",
        "POST, /api/_triggers/nobody/disable,             404, 404",
        "POST, /api/_triggers/login,                      422, 404",
        "GET,  /q/health/live,                            200, 404",
        "GET,  /q/metrics,                                200, 404",
        "GET,  /q/openapi,                                200, 404",
        "GET,  /ui/login,                                 200, 404",
        "GET,  /,                                         303, 404",
        "POST, /api/_triggers/webhooks/nobody,            404, 404",
    })
    void servesEachPathAtOneOfThem(String method, String path, int atAdmin, int atPublic) throws Exception {
        assertThat(send(RestAssured.port, method, path)).as("public").isEqualTo(atPublic);
        assertThat(send(port.number().orElseThrow(), method, path)).as("admin").isEqualTo(atAdmin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/_triggers/webhooks/../tokens",
                "/api/_triggers/webhooks/%2e%2e/tokens",
                "/api/_triggers/webhooks/x/..%2f..%2ftokens",
                "/api//_triggers/tokens",
                "//api/_triggers/tokens",
                "/./api/_triggers/tokens",
                "/API/_triggers/tokens",
                "/q/../api/_triggers/tokens",
            })
    void hasNoWayAroundInPublic(String path) throws Exception {
        assertThat(send(RestAssured.port, "GET", path)).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"true, 404", "false, 202"})
    void servesWebhooksInPublicOnly(boolean admin, int status) throws Exception {
        var trigger = """
                {"type": "webhook", "endpoint": {"path": "/two-ports", "auth": {"type": "none"}}}""";
        var put = request(port.number().orElseThrow(), "PUT", "/api/_triggers/two.ports", trigger);
        assertThat(CLIENT.send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isIn(200, 201);

        int number = admin ? port.number().orElseThrow() : RestAssured.port;
        assertThat(send(number, "POST", "/api/_triggers/webhooks/two-ports")).isEqualTo(status);
    }

    private static int send(int port, String method, String path) throws Exception {
        var request = request(port, method, path, method.equals("POST") ? "{}" : "");
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest request(int port, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer test-token-of-an-admin")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
