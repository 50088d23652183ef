package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A path written in some other way leads at the public port neither to the admin side, not even with a right token, nor to
 * a trigger. {@code -Dpaths.variants=5000} tries more.
 */
@QuarkusTest
@TestProfile(AdminPortTest.TwoPorts.class)
class PathVariantsTest {
    private static final int VARIANTS = Integer.getInteger("paths.variants", 200);
    private static final long SEED = Long.getLong("paths.seed", 11);
    private static final String WEBHOOK = "/api/_triggers/webhooks/variants";
    private static final List<String> TARGETS = List.of(
            "/api/_triggers", "/api/_triggers/tokens", "/q/metrics", "/q/health", "/q/openapi", "/ui/login", WEBHOOK);
    private static final List<String> ROADS = List.of(
            "",
            "/api/_triggers/webhooks/x/../..",
            "/api/_triggers/webhooks/..",
            "/api/_triggers/webhooks",
            "/x/..",
            "/.");
    private static final List<String> SLASHES = List.of(
            "//",
            "/./",
            "/x/../",
            "%2f",
            "%2F",
            "%252f",
            "\\",
            "%5c",
            "%255c",
            "/%2e/",
            "/%2e%2e/",
            "/..;/",
            "/;/",
            ";/",
            "/;x=1/",
            "%00/",
            "/%20",
            "/%c0%af",
            "%c0%af",
            "%e0%80%af",
            "%ef%bc%8f",
            "%u002f",
            "/.%00./",
            "/..%2f",
            "/..%5c",
            "/%09",
            "///",
            "/\u00b7/");
    private static final List<String> TAILS = List.of(
            "",
            "/",
            "//",
            "/.",
            "/..",
            "%00",
            "%20",
            ";",
            ";a=b",
            ".",
            ".json",
            "%2f",
            "%23",
            "%3f",
            "%0a",
            "%0d%0aX:%20y",
            "~",
            "/*",
            "\\",
            ";jsessionid=1",
            "%u0000");

    private final AdminPort port;

    PathVariantsTest(AdminPort port) {
        this.port = port;
    }

    @Test
    void leadNowhereElse() throws Exception {
        registers();
        var random = new Random(SEED);
        var tried = new HashSet<String>();
        while (tried.size() < VARIANTS) {
            var path = variant(random);
            if (!path.equals(WEBHOOK) && tried.add(path)) {
                for (var method : List.of("GET", "POST")) {
                    assertThat(status(method, path)).as(method + " " + path).isIn(400, 401, 404, 414);
                }
            }
        }
        assertThat(status("POST", WEBHOOK)).isEqualTo(202);
    }

    private String variant(Random random) {
        var path = any(random, TARGETS);
        if (random.nextInt(3) == 0) {
            path = any(random, ROADS) + path;
        }
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            path = changed(path, random);
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    private static String changed(String path, Random random) {
        int at = random.nextInt(path.length());
        return switch (random.nextInt(6)) {
            case 0 -> path + any(random, TAILS);
            case 1 -> path.substring(0, at) + "%%%02x".formatted((int) path.charAt(at)) + path.substring(at + 1);
            case 2 -> path.substring(0, at) + swapped(path.charAt(at)) + path.substring(at + 1);
            case 3 -> path.substring(0, at) + "%%25%02x".formatted((int) path.charAt(at)) + path.substring(at + 1);
            default -> {
                int slash = path.indexOf('/', at);
                yield slash < 0
                        ? path + any(random, TAILS)
                        : path.substring(0, slash) + any(random, SLASHES) + path.substring(slash + 1);
            }
        };
    }

    private static char swapped(char letter) {
        return Character.isLowerCase(letter) ? Character.toUpperCase(letter) : letter == '_' ? '-' : letter;
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void registers() throws Exception {
        var trigger = """
                {"type": "webhook", "endpoint": {"path": "/variants", "auth": {"type": "none"}}}""";
        var put = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port.number().orElseThrow() + "/api/_triggers/path.variants"))
                .header("Authorization", "Bearer test-token-of-an-admin")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(trigger))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isIn(Set.of(200, 201));
        }
    }

    private static int status(String method, String path) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-token-of-an-admin\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                            .formatted(method, path)
                            .getBytes(StandardCharsets.UTF_8));
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }
}
