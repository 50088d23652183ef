package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.triggergateway.plugin.WebhookVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What is around a gateway: a server that it may call, and a plugin. Tests tell the server over HTTP what to answer, as
 * it may live in another class loader than they do.
 */
public final class OutsideWorld implements QuarkusTestResourceLifecycleManager {
    private static final String COUNT = "X-Count";
    private static final String STATUS = "X-Status";
    private static final String SENT = "X-Sent";
    private static final String VERIFIER = """
        package com.example;
        import io.triggergateway.plugin.*;
        import java.security.MessageDigest;
        public final class Token implements WebhookVerifier {
            @Override public boolean verify(WebhookRequest request) {
                if (!request.headers().containsKey("x-token")) {
                    throw new IllegalStateException("no token");
                }
                return MessageDigest.isEqual(request.secret(), request.headers().get("x-token").get(0).getBytes());
            }
        }
        """;

    private record Told(int status, byte[] answer) {}

    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
            told.put("/v1/traces", new Told(200, new byte[0]));
            var origin = "http://127.0.0.1:" + server.getAddress().getPort();
            return Map.of(
                    "gateway.traces.endpoint",
                    origin + "/v1/traces",
                    "gateway.outbound.allow",
                    origin,
                    "gateway.outbound.private-addresses",
                    "127.0.0.0/8",
                    "gateway.plugins",
                    plugins().toString(),
                    "gateway.auth.jwt.issuer",
                    "https://login.example.com",
                    "gateway.auth.jwt.audience",
                    "gateway",
                    "gateway.auth.jwt.jwks",
                    origin + "/issuer",
                    "gateway.auth.jwt.role-claim",
                    "iss",
                    "gateway.auth.jwt.name-claim",
                    "aud",
                    "gateway.auth.jwt.roles.\"https://login.example.com\"",
                    "engine");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            var status = exchange.getRequestHeaders().getFirst(STATUS);
            if (status != null) {
                told.put(path, new Told(Integer.parseInt(status), body));
                reply(exchange, new Told(200, new byte[0]));
            } else if (exchange.getRequestHeaders().containsKey(COUNT)) {
                reply(
                        exchange,
                        new Told(200, asked.getOrDefault(path, 0).toString().getBytes(StandardCharsets.US_ASCII)));
            } else if (exchange.getRequestHeaders().containsKey(SENT)) {
                reply(exchange, new Told(200, sent.getOrDefault(path, "").getBytes(StandardCharsets.ISO_8859_1)));
            } else {
                sent.merge(path, new String(body, StandardCharsets.ISO_8859_1), String::concat);
                asked.merge(path, 1, Integer::sum);
                reply(exchange, told.getOrDefault(path, new Told(404, new byte[0])));
            }
        }
    }

    private static void reply(HttpExchange exchange, Told told) throws IOException {
        exchange.sendResponseHeaders(told.status(), told.answer().length == 0 ? -1 : told.answer().length);
        exchange.getResponseBody().write(told.answer());
    }

    private static Path plugins() throws IOException {
        var directory = Files.createTempDirectory("plugins");
        var source = Files.writeString(
                Files.createDirectories(directory.resolve("source")).resolve("Token.java"), VERIFIER);
        var api = Path.of("target", "classes").toString();
        var done = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", api, "-d", directory.toString(), source.toString());
        if (done != 0) {
            throw new IllegalStateException("Expected the plugin to compile");
        }
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve("token.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + WebhookVerifier.class.getName()));
            jar.write("com.example.Token".getBytes(StandardCharsets.US_ASCII));
            jar.putNextEntry(new JarEntry("com/example/Token.class"));
            jar.write(Files.readAllBytes(directory.resolve("com/example/Token.class")));
        }
        return directory;
    }

    /** Where the server is, for tests. */
    static String origin() {
        return ConfigProvider.getConfig().getValue("gateway.outbound.allow", String.class);
    }

    /** Tells the server what to answer at a path. */
    static void tell(String path, int status, String answer) {
        given().header(STATUS, status)
                .body(answer.getBytes(StandardCharsets.UTF_8))
                .put(origin() + path)
                .then()
                .statusCode(200);
    }

    /** All bodies that the gateway has sent to a path, a character for each byte. */
    static byte[] sent(String path) {
        return given().header(SENT, "1").get(origin() + path).asByteArray();
    }

    /** How often the gateway has asked at a path. */
    static int asked(String path) {
        return Integer.parseInt(given().header(COUNT, "1").get(origin() + path).asString());
    }
}
