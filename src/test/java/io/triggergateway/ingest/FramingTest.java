package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers never count the same bytes differently: as many requests come in as are answered, or were handed on. */
@QuarkusTest
@TestProfile(OwnGateway.class)
class FramingTest {
    private static final Pattern FINAL_ANSWER = Pattern.compile("HTTP/1\\.[01] [2-5]\\d\\d ");
    private static final int ENOUGH = 60;
    /** The proxy refuses the rest by itself. */
    private static final int HANDED_ON = 15;

    private final Gateway gateway;
    private final Received received = new Received();

    FramingTest(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Counts the line that the gateway logs for each webhook. */
    private static final class Received extends Handler {
        private final AtomicLong requests = new AtomicLong();

        @Override
        public void publish(LogRecord record) {
            if (String.valueOf(record.getMessage()).contains("/webhooks/framing")
                    || Arrays.toString(record.getParameters()).contains("/webhooks/framing")) {
                requests.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void registers() {
        for (var name : new String[] {"framing", "framing.smuggled"}) {
            gateway.register("""
                    name: %s
                    type: webhook
                    endpoint: { path: /webhooks/%s, auth: { type: none } }
                    """.formatted(name, name));
        }
        Logger.getLogger("io.triggergateway").setLevel(Level.ALL);
        Logger.getLogger("").addHandler(received);
    }

    @AfterEach
    void stopsCounting() {
        Logger.getLogger("").removeHandler(received);
        Logger.getLogger("io.triggergateway").setLevel(null);
    }

    @Test
    void answersEachRequestThatItTakesAndTakesNoneOutOfABody() throws Exception {
        long answers = 0;
        for (var example : cases()) {
            var name = example.get("name").textValue();
            int before = gateway.messages("framing.smuggled").size();
            answers += FINAL_ANSWER
                    .matcher(exchange(RestAssured.port, example.get("raw").textValue()))
                    .results()
                    .count();
            if (name.contains("CL is short") || name.contains("CL covers all")) {
                // Where only the length counts, and it is short, what follows it is no request.
                assertThat(gateway.messages("framing.smuggled")).as(name).hasSize(before);
            }
        }
        // Refusals of the server itself come to no webhook, so there are more answers than requests.
        assertThat(received.requests.get()).isBetween(10L, answers);
    }

    @Test
    void receivesThroughAProxyAsManyRequestsAsItHandsOn() throws Exception {
        var binary = Nginx.installed();
        assumeTrue(binary.isPresent(), "Skipped: this machine has no nginx (Debian: nginx-light)");
        try (var nginx = Nginx.start(binary.get(), RestAssured.port)) {
            until(nginx, "start", () -> answers(nginx.port));
            for (var example : cases()) {
                exchange(nginx.port, example.get("raw").textValue());
                until(nginx, example.get("name").textValue(), () -> nginx.handedOn() == received.requests.get());
            }
            assertThat(nginx.handedOn()).isGreaterThan(HANDED_ON);
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void until(Nginx nginx, String what, Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (!condition.holds()) {
            assertThat(nginx.isRunning()).isTrue();
            assertThat(System.nanoTime())
                    .as("%s, %d handed on, %d received", what, nginx.handedOn(), received.requests.get())
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static JsonNode cases() throws IOException {
        try (var file = FramingTest.class.getResourceAsStream("/framing.json")) {
            var cases = new ObjectMapper().readTree(file);
            assertThat(cases).hasSizeGreaterThanOrEqualTo(ENOUGH);
            return cases;
        }
    }

    /** Sends it all and says that no more comes; what the server says until it hangs up. */
    private static String exchange(int port, String raw) throws IOException {
        var answers = new ByteArrayOutputStream();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(answers);
        } catch (IOException cut) {
            // What came before counts.
        }
        return answers.toString(StandardCharsets.ISO_8859_1);
    }
}
