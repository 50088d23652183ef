package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain server whose routes answer "reached" to everyone, behind the gate. No Redis is in reach. */
class AccessGateTest {
    // Only a defect waits so long; it then shows as a failure.
    private static final int PATIENCE_MILLIS = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private GivenAccess access;
    private int port;

    @BeforeEach
    void starts() {
        var nowhere = RedisLink.to(vertx, "redis://127.0.0.1:1", Duration.ofSeconds(1));
        var config = GivenAccess.of(
                Map.of("ops", GivenAccess.token(TokenHash.of("sesame").hex(), Role.OPERATOR)));
        access = new GivenAccess(nowhere, config);
        var router = Router.router(vertx);
        // A route that was there before the gate comes after it all the same.
        router.route("/*")
                .handler(context -> context.response()
                        .end("reached by "
                                + CurrentCaller.of(context).map(Caller::name).orElse("nobody")));
        access.gate.install(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void stops() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void passesARightTokenAndNamesItsCaller() throws Exception {
        var answer = get("/api/_triggers", "Bearer sesame");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("reached by ops");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer sesame", "BEARER sesame", "Bearer  sesame"})
    void readsTheSchemeAsTheStandardHasIt(String authorization) throws Exception {
        assertThat(get("/x", authorization).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/_triggers/webhooks/github", "/q/health/ready"})
    void passesOpenPathsWithoutCredentials(String path) throws Exception {
        var answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("reached by nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/_triggers", "/no/such/path", "/", "/q/metrics", "/q/openapi", "/q/dev"})
    void answersEveryOtherPathAlike(String path) throws Exception {
        var answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getMap())
                .containsEntry("type", "/problems/unauthorized")
                .containsEntry("status", 401)
                .containsKeys("title", "detail");
        assertThat(answer.body()).contains("Authorization: Bearer <token>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic sesame", "Bearer", "sesame", "Bearersesame", "Digest x"})
    void refusesOtherSchemes(String authorization) throws Exception {
        assertThat(get("/x", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesTwoTokensEvenWhenOneIsRight() throws Exception {
        assertThat(send("GET /x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer sesame\r\nAuthorization: Bearer x\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void doesNotCallATokenWrongBeforeItKnowsTheStoredOnes() throws Exception {
        var answer = get("/x", "Bearer unknown");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @ParameterizedTest
    @MethodSource("io.triggergateway.access.OpenPathsTest#lines")
    void keepsOddPathsAwayFromEveryRoute(String verdict, String target) throws Exception {
        var answer = send("GET " + target + " HTTP/1.1\r\nHost: a\r\n");

        if (verdict.equals("closed")) {
            // No route at all matches a target without a slash, nor the gate; nothing else is reached either.
            var refusal = target.startsWith("/") ? "(?s)HTTP/1.[01] 40[01].*" : "(?s)HTTP/1.[01] 40[014].*";
            assertThat(answer).matches(refusal).doesNotContain("reached");
        } else {
            assertThat(answer).startsWith("HTTP/1.1 200").contains("reached by nobody");
        }
    }

    @ParameterizedTest
    @CsvSource({"/x, ''", "/x, Bearer sesame", "/q/health, ''", "/api/_triggers/webhooks/a, ''"})
    void addsSafetyToEveryAnswer(String path, String authorization) throws Exception {
        var headers = get(path, authorization).headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Permissions-Policy")).isPresent();
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void asksBrowsersToStayWithTls() throws Exception {
        assertThat(send("GET /q/health HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n"))
                .containsIgnoringCase("strict-transport-security: max-age=");
    }

    @Test
    void slowsDownWhoKeepsFailingButNeverARightToken() throws Exception {
        for (int i = 0; i < GivenAccess.ALLOWED; i++) {
            assertThat(get("/x", "").statusCode()).isEqualTo(401);
        }

        var answer = get("/x", "");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("61");
        assertThat(get("/x", "Bearer sesame").statusCode()).isEqualTo(200);
        assertThat(get("/api/_triggers/webhooks/a", "").statusCode()).isEqualTo(200);

        access.clock.advance(Duration.ofMinutes(1));
        assertThat(get("/x", "").statusCode()).isEqualTo(401);
    }

    @Test
    void showsPeopleTheWayIn() throws Exception {
        for (var path : List.of("/", "/ui", "/ui/triggers/a.b", "/ui//evil.example", "/ui/triggers?next=x")) {
            var answer = send("GET " + path + " HTTP/1.1\r\nHost: a\r\nAccept: text/html,*/*\r\n");

            assertThat(answer).as(path).startsWith("HTTP/1.1 303").doesNotContain("evil", "next=x");
            assertThat(answer.contains("location: /ui/login?next=" + path))
                    .as(path)
                    .isEqualTo(path.equals("/ui") || path.equals("/ui/triggers/a.b"));
        }
        assertThat(get("/ui/triggers", "").statusCode()).isEqualTo(401);
        assertThat(send("POST /ui/triggers HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 70000", "Transfer-Encoding: chunked"})
    void readsOnlyShortBodiesOfWhoLogsIn(String header) throws Exception {
        assertThat(send("POST /api/_triggers/login HTTP/1.1\r\nHost: a\r\n" + header + "\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS"})
    void opensTheLoginForNothingButLogins(String method) throws Exception {
        assertThat(send(method + " /api/_triggers/login HTTP/1.1\r\nHost: a\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(send("POST /api/_triggers/login?x HTTP/1.1\r\nHost: a\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void doesNotCallACookieWrongWhileRedisIsAway() throws Exception {
        assertThat(send("GET /x HTTP/1.1\r\nHost: a\r\nCookie: tgw-session=" + "x".repeat(43) + "\r\n"))
                .startsWith("HTTP/1.1 503");
    }

    @Test
    void keepsTheConnectionAfterASmallRefusedBody() throws Exception {
        var answer = send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /y HTTP/1.1\r\nHost: a\r\n");

        assertThat(answer.split("HTTP/1.1 401", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10000000", "Transfer-Encoding: chunked"})
    void closesTheConnectionInsteadOfReadingALargeRefusedBody(String header) throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = "POST /x HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("connection: close");
        }
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request as it is, and returns all that comes back until the server closes. */
    private String send(String head) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = head + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
