package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.triggergateway.access.BytesInFlight;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody holds more than their share: not of connections, not of time, not of memory. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
class LimitsTest {
    private static final int EACH = 9;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String LIVE = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String TARGET = "/api/_triggers/webhooks/limits";
    private static final String CALL =
            "PUT /api/_triggers/limits.body HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-token-of-an-admin\r\n"
                    + "Content-Type: application/json\r\n";

    private static final List<String> BEGINNINGS = List.of(
            "",
            "G",
            "GET /q/health/live HTTP/1.1\r\n",
            "GET /q/health/live HTTP/1.1\r\nX: ",
            LIVE + "POST ",
            CALL + "Content-Length: 1000\r\n\r\n{",
            CALL + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n{",
            "POST /api/_triggers/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
            "PUT /api/_triggers/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{");

    /** Limits that a test reaches. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gateway.limits.connections-per-address", Integer.toString(EACH),
                    "gateway.limits.header-timeout", "1s",
                    "gateway.limits.body-timeout", "1s",
                    "gateway.limits.answer-timeout", "1s",
                    "gateway.limits.in-flight-bytes", "1048576");
        }
    }

    private final Gateway gateway;
    private final BytesInFlight bytes;

    LimitsTest(Gateway gateway, BytesInFlight bytes) {
        this.gateway = gateway;
        this.bytes = bytes;
    }

    @BeforeEach
    void registers() {
        gateway.register("""
                name: limits
                type: webhook
                endpoint: { path: /webhooks/limits, auth: { type: none } }
                """);
    }

    @Test
    void countsConnectionsByAddress() throws Exception {
        var open = new ArrayList<Socket>();
        for (int i = 0; i < EACH; i++) {
            open.add(live("127.0.0.2"));
        }
        assertThat(isLetIn("127.0.0.2")).isFalse();
        assertThat(isLetIn("127.0.0.3")).isTrue();
        for (var socket : open) {
            assertThat(status(socket, LIVE)).isEqualTo(200);
        }
        open.getFirst().close();
        eventually(() -> isLetIn("127.0.0.2"));
        for (var socket : open) {
            socket.close();
        }
    }

    private static boolean isLetIn(String from) {
        try (var socket = connect(from)) {
            return status(socket, LIVE) == 200;
        } catch (IOException cut) {
            return false;
        }
    }

    /** All at a time, as each takes as long as the limit. */
    @Test
    void cutsWhoeverDrips() {
        var drips = BEGINNINGS.stream()
                .map(beginning -> CompletableFuture.runAsync(() -> isCut(beginning), Thread::startVirtualThread))
                .toList();

        assertThat(drips).allSatisfy(drip -> assertThat(drip).succeedsWithin(Duration.ofMillis(PATIENCE_MILLIS)));
    }

    private static void isCut(String beginning) {
        try (var socket = connect("127.0.0.4")) {
            var end = CompletableFuture.runAsync(() -> drain(socket), Thread::startVirtualThread);
            socket.getOutputStream().write(ascii(beginning));
            drip(socket, end);
            assertThat(end).as(beginning).isCompleted();
        } catch (Exception unexpected) {
            throw new AssertionError(beginning, unexpected);
        }
    }

    /** One byte now and then is enough against a limit of idle time. */
    private static void drip(Socket socket, CompletableFuture<Void> end) throws Exception {
        for (int i = 0; i < PATIENCE_MILLIS / 200 && !end.isDone(); i++) {
            try {
                socket.getOutputStream().write('x');
                end.get(200, TimeUnit.MILLISECONDS);
            } catch (IOException | TimeoutException goesOn) {
                // Until it is cut.
            }
        }
    }

    @Test
    void keepsAConnectionThatOnlyWaits() throws Exception {
        try (var idle = live("127.0.0.5");
                var slow = connect("127.0.0.5")) {
            drain(slow);
            assertThat(status(idle, LIVE)).isEqualTo(200);
        }
    }

    @Test
    void cutsWhoeverAsksAndNeverReads() throws Exception {
        try (var socket = connect("127.0.0.6")) {
            var asking = CompletableFuture.runAsync(() -> askForEver(socket), Thread::startVirtualThread);
            asking.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void askForEver(Socket socket) {
        var request = ascii(
                "GET /q/openapi HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-token-of-an-admin\r\n\r\n");
        try {
            while (true) {
                socket.getOutputStream().write(request);
            }
        } catch (IOException cut) {
            // At last.
        }
    }

    @Test
    void boundsTheBytesOfAllRequestsTogether() throws Exception {
        try (var large = connect("127.0.0.7")) {
            large.getOutputStream().write(post(900_000));
            large.getOutputStream().write(new byte[800_000]);
            eventually(() -> bytes.held() >= 800_000);

            var webhook = Wire.send(RestAssured.port, head("POST " + TARGET, 400_000), new byte[400_000]);
            assertThat(webhook.status()).as(webhook.text()).isEqualTo(503);
            assertThat(webhook.has("Retry-After: 1")).isTrue();
            var call = Wire.send(
                    RestAssured.port, CALL + "Content-Length: 400000\r\n", out -> out.write(new byte[400_000]));
            assertThat(call.status()).as(call.text()).isEqualTo(503);
            assertThat(call.has("Retry-After: 1")).isTrue();

            large.getOutputStream().write(new byte[100_000]);
            assertThat(readHead(large.getInputStream())).startsWith("HTTP/1.1 202");
        }
        eventually(() -> bytes.held() == 0);
        assertThat(Wire.send(RestAssured.port, head("POST " + TARGET, 400_000), new byte[400_000])
                        .status())
                .isEqualTo(202);
    }

    private static byte[] post(int length) {
        return ascii(head("POST " + TARGET, length) + "\r\n");
    }

    private static String head(String line, int length) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: " + length + "\r\n";
    }

    private static Socket live(String from) throws IOException {
        var socket = connect(from);
        assertThat(status(socket, LIVE)).isEqualTo(200);
        return socket;
    }

    private static Socket connect(String from) throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        return socket;
    }

    private static int status(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(ascii(request));
        var head = readHead(socket.getInputStream());
        var length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .sum();
        socket.getInputStream().readNBytes(length);
        return Integer.parseInt(head.substring(9, 12));
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("Expected an answer, but got '" + head + "'");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException never) {
            throw new AssertionError("Expected the connection to end, but it goes on", never);
        } catch (IOException cut) {
            // That is an end too.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
