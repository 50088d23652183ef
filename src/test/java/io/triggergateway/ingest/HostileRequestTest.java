package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose path, method or headers mean harm: none gets further than it should, and none is an error of ours. */
@QuarkusTest
@TestProfile(OwnGateway.class)
class HostileRequestTest {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";
    private static final String TARGET = WEBHOOKS + "/hostile.request";

    private final Gateway gateway;

    HostileRequestTest(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void registers() {
        gateway.register("""
                name: hostile.request
                type: webhook
                endpoint: { path: /webhooks/hostile.request, auth: { type: none } }
                transform: { ip: ip, path: "'x'" }
                """);
        gateway.register("""
                name: hostile.address
                type: webhook
                endpoint: { path: /webhooks/hostile.address, auth: { type: ip, allow: [192.0.2.1] } }
                """);
    }

    private static Wire.Answer send(String method, String target, String headers, String body) throws Exception {
        var head = "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n"
                .formatted(method, target, headers, body.length());
        return Wire.send(RestAssured.port, head, body.getBytes(StandardCharsets.US_ASCII));
    }

    private int messages() {
        return gateway.messages("hostile.request").size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2fhostile.request",
                "/%2Fhostile.request",
                "//hostile.request",
                "/./hostile.request",
                "/../webhooks/hostile.request",
                "/x/../hostile.request",
                "/%2e%2e/webhooks/hostile.request",
                "/hostile.request/.",
                "/hostile.request//",
                "/hostile.request%00",
                "/hostile.request;x=1",
                "/hostile.request%",
                "/hostile.request%zz",
                "/hostile\\request",
                "/..%5chostile.request"
            })
    void letsNoAmbiguousPathIn(String path) throws Exception {
        int before = messages();
        var answer = send("POST", WEBHOOKS + path, "", "{}");

        // After many of them the gate says that there were too many.
        assertThat(answer.status()).as(answer.text()).isIn(400, 401, 429);
        if (answer.status() != 400) {
            assertThat(answer.has("Content-Type: application/problem+json")).isTrue();
        }
        assertThat(messages()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hostile.request/",
                "/Hostile.Request",
                "/HOSTILE.REQUEST",
                "/hostile.reques%74",
                "/hostile.request%20",
                "/hostile.request/more",
                "/nowhere"
            })
    void knowsPathsOnlyAsTheyAreWritten(String path) throws Exception {
        int before = messages();
        var answer = send("POST", WEBHOOKS + path, "", "{}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.has("Content-Type: application/problem+json")).isTrue();
        assertThat(answer.text()).contains("\"type\":\"/problems/not-found\"");
        assertThat(messages()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "post"})
    void allowsTheMethodsOfThePathOnly(String method) throws Exception {
        int before = messages();
        var answer = send(method, TARGET, "", "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(405);
        assertThat(answer.has("Allow: POST")).isTrue();
        assertThat(answer.has("Content-Type: application/problem+json")).isTrue();
        if (!method.equals("HEAD")) {
            assertThat(answer.text()).contains("\"type\":\"/problems/method-not-allowed\"");
        }
        assertThat(messages()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | malformed-body       |                         | {
                    400 | malformed-body       |                         | ''
                    415 | unsupported-encoding | Content-Encoding: gzip  | {}
                    413 | too-large            | X: 1                    | large
                    """)
    void namesTheProblem(int status, String problem, String header, String body) throws Exception {
        var sent = "large".equals(body) ? "x".repeat((1 << 20) + 1) : body;
        var answer = send("POST", TARGET, header == null ? "" : header.strip() + "\r\n", sent);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.has("Content-Type: application/problem+json")).isTrue();
        assertThat(answer.text()).contains("\"type\":\"/problems/" + problem + "\"");
    }

    @Test
    void believesNoForwardedAddress() throws Exception {
        var forged = "X-Forwarded-For: 192.0.2.1\r\nX-Real-IP: 192.0.2.1\r\nForwarded: for=192.0.2.1\r\n"
                + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Original-URL: /api/_triggers\r\n"
                + "X-Rewrite-URL: /api/_triggers\r\nX-HTTP-Method-Override: DELETE\r\nTrue-Client-IP: 192.0.2.1\r\n"
                + "CF-Connecting-IP: 192.0.2.1\r\nX-Client-IP: 192.0.2.1\r\n";

        assertThat(send("POST", WEBHOOKS + "/hostile.address", forged, "{}").status())
                .isEqualTo(403);
        assertThat(gateway.messages("hostile.address")).isEmpty();
        assertThat(send("POST", TARGET, forged, "{}").status()).isEqualTo(202);
        var message = gateway.messages("hostile.request").getLast();
        assertThat(message.get("data")).contains("\"ip\":\"127.0.0.1\"");
        assertThat(message.get("meta")).contains("\"ip\":\"127.0.0.1\"").contains("\"path\":\"" + TARGET + "\"");
    }

    @Test
    void survivesHeadersThatAreTooManyOrTooLong() throws Exception {
        int before = messages();
        for (var headers : List.of("X: 1\r\n".repeat(100_000), "X: " + "x".repeat(100_000) + "\r\n")) {
            assertThat(send("POST", TARGET, headers, "{}").status()).isIn(0, 400, 431);
        }
        assertThat(send("POST", TARGET + "?" + "x".repeat(100_000), "", "{}").status())
                .isIn(0, 400, 414);
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void storesMadQueriesAsTheyAre() throws Exception {
        for (var query : List.of("?", "?&&&", "?%", "?%zz=1", "?a=%c3%28", "?" + "a&".repeat(1000), "?x=1?y=2#z")) {
            assertThat(send("POST", TARGET + query, "", "{}").status())
                    .as(query)
                    .isIn(202, 400);
        }
    }

    @Test
    void keepsAConnectionThatAskedForAnUnknownPath() throws Exception {
        int before = messages();
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request(WEBHOOKS + "/nowhere", "Connection: keep-alive"));
            assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 404");
            socket.getOutputStream().write(request(TARGET, "Connection: close"));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("HTTP/1.1 202");
        }
        assertThat(messages()).isEqualTo(before + 1);
    }

    private static byte[] request(String target, String header) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\nContent-Length: 2\r\n\r\n{}"
                .formatted(target, header)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }
}
