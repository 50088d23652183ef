package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way in and out, by requests of a real server: slow to guess, and always with a new session. */
class LoginTest {
    private static final Pattern COOKIE = Pattern.compile("(__Host-)?tgw-session=([A-Za-z0-9_-]{43}); (.*)");
    private static final String PLANTED = "p".repeat(43);

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static EmbeddedRedis server;
    private static RedisLink redis;

    private GivenAccess access;
    private int port;

    @BeforeAll
    static void begins() {
        vertx = Vertx.vertx();
        server = EmbeddedRedis.start(directory, 0);
        redis = RedisLink.to(vertx, server.address(), Duration.ofSeconds(10));
    }

    @AfterAll
    static void ends() {
        done(vertx.close());
        server.stop();
    }

    @BeforeEach
    void starts() {
        var config = GivenAccess.of(
                Map.of("ada", GivenAccess.token(TokenHash.of("sesame").hex(), Role.OPERATOR)));
        access = new GivenAccess(redis, config);
        access.tokens.refresh();
        var login = new Login(access.credentials, access.sessions, access.origin, access.failures, access.addresses);
        port = done(vertx.createHttpServer()
                        .requestHandler(request -> vertx.executeBlocking(() -> answer(login, request), false)
                                .onComplete(said -> request.response()
                                        .end(
                                                said.succeeded()
                                                        ? said.result()
                                                        : said.cause().toString())))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void empties() {
        redis.call("FLUSHALL");
    }

    /** In words: the cookie, or the refusal. */
    private static String answer(Login login, HttpServerRequest request) {
        if (request.path().equals("/logout")) {
            return String.join("\n", login.leave(request));
        }
        return switch (login.enter(request, request.getHeader("X-Token"))) {
            case Login.Outcome.Entered entered -> entered.cookie();
            case Login.Outcome.Refused(var problem, var retryAfter) ->
                problem.status()
                        + retryAfter.map(seconds -> " after " + seconds).orElse("");
        };
    }

    @Test
    void setsACookieThatScriptsAndOtherSitesDoNotGet() throws IOException {
        var plain = COOKIE.matcher(ask("/login", "X-Token: sesame\r\nOrigin: http://localhost"));
        assertThat(plain.matches()).isTrue();
        assertThat(plain.group(1)).isNull();
        assertThat(plain.group(3).split("; "))
                .containsExactly("Max-Age=43200", "Path=/", "HttpOnly", "SameSite=Strict");

        var secure = COOKIE.matcher(ask("/login", "X-Token: sesame\r\nOrigin: https://localhost"));
        assertThat(secure.matches()).isTrue();
        assertThat(secure.group(1)).isEqualTo("__Host-");
        assertThat(secure.group(3).split("; "))
                .containsExactly("Max-Age=43200", "Path=/", "HttpOnly", "SameSite=Strict", "Secure");
    }

    @Test
    void neverGoesOnWithASessionThatSomebodyElseHasPlanted() throws IOException {
        var cookie = COOKIE.matcher(ask("/login", "X-Token: sesame\r\nCookie: tgw-session=" + PLANTED));

        assertThat(cookie.matches()).isTrue();
        assertThat(cookie.group(2)).isNotEqualTo(PLANTED);
        assertThat(done(access.sessions.find(PLANTED))).isEmpty();
        assertThat(done(access.sessions.find(cookie.group(2)))).isPresent();
    }

    @Test
    void endsTheSessionBeforeWhenSomebodyLogsInAnew() throws IOException {
        var first = session(ask("/login", "X-Token: sesame"));
        var second = session(ask("/login", "X-Token: sesame\r\nCookie: tgw-session=" + first));

        assertThat(done(access.sessions.find(first))).isEmpty();
        assertThat(done(access.sessions.find(second))).isPresent();
    }

    @Test
    void endsTheSessionForEveryReplicaAtTheWayOut() throws IOException {
        var session = session(ask("/login", "X-Token: sesame"));
        var another = new GivenAccess(
                redis,
                GivenAccess.of(
                        Map.of("ada", GivenAccess.token(TokenHash.of("sesame").hex(), Role.OPERATOR))));
        another.tokens.refresh();
        assertThat(done(another.sessions.find(session))).isPresent();

        var cookies = ask("/logout", "Cookie: tgw-session=" + session);

        assertThat(cookies.lines()).hasSize(2).allMatch(cookie -> cookie.contains("; Max-Age=0;"));
        assertThat(done(access.sessions.find(session))).isEmpty();
        assertThat(done(another.sessions.find(session))).isEmpty();
    }

    @Test
    void makesAnAddressThatGuessesWaitAndNobodyElse() throws IOException {
        for (int guess = 0; guess < GivenAccess.ALLOWED; guess++) {
            assertThat(ask("/login", "X-Token: guess-" + guess)).isEqualTo("401");
        }

        assertThat(ask("/login", "X-Token: guess")).matches("429 after [1-9][0-9]?");
        assertThat(from("127.0.0.2", "/login", "X-Token: guess")).isEqualTo("401");
        assertThat(ask("/login", "X-Token: sesame")).as("who knows the token").matches(COOKIE);
        access.clock.advance(Duration.ofMinutes(1));
        assertThat(ask("/login", "X-Token: guess")).isEqualTo("401");
    }

    @Test
    void makesAllWhoGuessOneTokenFromManyAddressesWait() throws IOException {
        for (int guess = 0; guess < GivenAccess.ALLOWED_IN_ALL; guess++) {
            assertThat(from("127.0.1." + (1 + guess), "/login", "X-Token: sesam" + guess))
                    .isEqualTo("401");
        }

        assertThat(from("127.0.2.1", "/login", "X-Token: sesam")).matches("429 after [1-9][0-9]?");
        assertThat(from("127.0.2.1", "/login", "X-Token: sesame")).matches(COOKIE);
    }

    private static String session(String cookie) {
        var found = COOKIE.matcher(cookie);
        assertThat(found.matches()).as(cookie).isTrue();
        return found.group(2);
    }

    private String ask(String path, String headers) throws IOException {
        return from("127.0.0.1", path, headers);
    }

    private String from(String address, String path, String headers) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(60_000);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.getOutputStream()
                    .write("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n%s\r\n\r\n"
                            .formatted(path, headers)
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
