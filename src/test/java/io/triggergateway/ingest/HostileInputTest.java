package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that mean harm: each is stored as it is or refused, and none is an error of ours. */
@QuarkusTest
class HostileInputTest {
    private static final String TARGET = "/api/_triggers/webhooks/hostile.body";
    private static final int LARGEST = 10 * 1024 * 1024;
    private static final int ENDLESS = 200_000;
    private static final int REFUSED = 400;
    private static final int STORED = 202;

    private final Gateway gateway;

    HostileInputTest(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void registers() {
        gateway.register("""
                name: hostile.body
                type: webhook
                endpoint: { path: /webhooks/hostile.body, auth: { type: none } }
                config: { maxBody: %d }
                """.formatted(LARGEST));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Wire.Answer post(String headers, byte[] body) throws Exception {
        var head = "POST " + TARGET + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                + "\r\n";
        return Wire.send(RestAssured.port, head, body);
    }

    private static Wire.Answer postJson(byte[] body) throws Exception {
        return post("Content-Type: application/json\r\n", body);
    }

    private int messages() {
        return gateway.messages("hostile.body").size();
    }

    /** A name for the report, the body, and the status that it has to get. */
    private record Case(String name, byte[] body, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case refused(String name, String body) {
        return new Case(name, utf8(body), REFUSED);
    }

    private static Case stored(String name, String body) {
        return new Case(name, utf8(body), STORED);
    }

    static List<Case> bodies() {
        return List.of(
                refused("nothing", ""),
                refused("white space only", "  \n "),
                refused("unfinished object", "{\"a\":"),
                refused("two values", "{} {}"),
                refused("trailing comma", "[1,]"),
                refused("comment", "{} // x"),
                refused("single quotes", "{'a':1}"),
                refused("no quotes", "{a:1}"),
                refused("NaN", "{\"a\":NaN}"),
                refused("infinity", "-Infinity"),
                refused("leading zero", "01"),
                refused("hexadecimal", "0x10"),
                refused("control character in a text", "\"a\u0001b\""),
                refused("line end in a text", "\"a\nb\""),
                refused("unknown escape", "\"\\x41\""),
                refused("lists, 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000)),
                refused("objects, 100,000 deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                refused("never closed lists, a million deep", "[".repeat(1_000_000)),
                refused("key twice", "{\"a\":1,\"a\":2}"),
                refused("key twice, once escaped", "{\"a\":1,\"\\u0061\":2}"),
                refused("key twice, deep down", "[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]"),
                new Case("broken UTF-8", bytes('"', 0xC3, 0x28, '"'), REFUSED),
                new Case("overlong UTF-8", bytes('"', 0xC0, 0xAF, '"'), REFUSED),
                new Case("surrogate in UTF-8", bytes('"', 0xED, 0xA0, 0x80, '"'), REFUSED),
                new Case("beyond the last character", bytes('"', 0xF4, 0x90, 0x80, 0x80, '"'), REFUSED),
                new Case("unfinished UTF-8", bytes('"', 0xE2, 0x82), REFUSED),
                new Case("byte order mark", bytes(0xEF, 0xBB, 0xBF, '{', '}'), REFUSED),
                new Case("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16), REFUSED),
                new Case("UTF-32", bytes(0, 0, 0, '{', 0, 0, 0, '}'), REFUSED),
                new Case("bytes of nothing", new byte[1000], REFUSED),
                refused("high surrogate alone", "\"\\ud800\""),
                refused("low surrogate alone", "{\"\\udc00\":1}"),
                refused("surrogates in the wrong order", "\"\\udc00\\ud800\""),
                refused("a key of a million characters", "{\"" + "k".repeat(1_000_000) + "\":1}"),
                refused("a number of a million digits", "9".repeat(1_000_000)),
                refused("a fraction of a million digits", "0." + "9".repeat(1_000_000)),
                refused("an exponent beyond all", "1e999999999"),
                stored("two surrogates", "\"\\ud83d\\ude00\""),
                stored("nul in a text", "{\"a\":\"\\u0000\"}"),
                stored("a text of a million characters", "\"" + "t".repeat(1_000_000) + "\""),
                stored("lists, 100 deep", "[".repeat(100) + "]".repeat(100)),
                stored("prototype", "{\"__proto__\":{\"admin\":true},\"constructor\":{\"prototype\":{}}}"),
                stored("reference", "{\"$ref\":\"file:///etc/passwd\",\"$schema\":\"http://127.0.0.1/\"}"),
                stored("type of a class", "{\"@class\":\"java.lang.ProcessBuilder\",\"@type\":\"x\"}"),
                stored("markup", "{\"a\":\"${jndi:ldap://127.0.0.1/a} #{1+1} <script>\"}"),
                stored("empty key", "{\"\":1}"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void storesABodyAsItIsOrRefusesIt(Case given) throws Exception {
        int before = messages();
        var answer = postJson(given.body());

        assertThat(answer.status()).as(answer.text()).isEqualTo(given.status());
        assertThat(messages() - before).isEqualTo(given.status() == STORED ? 1 : 0);
        if (given.status() == STORED && given.body().length < 1000) {
            assertThat(gateway.messages("hostile.body").getLast())
                    .containsEntry("data", new String(given.body(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void survivesAMillionKeys() throws Exception {
        var keys = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        acceptsOrRefuses(utf8(keys));
    }

    @Test
    void survivesKeysOfOneHash() throws Exception {
        var keys = IntStream.range(0, 1 << 16)
                .mapToObj(i -> "\"" + sameHash(i) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        acceptsOrRefuses(utf8(keys));
    }

    /** "Aa" and "BB" have one hash, and so have all texts made of them. */
    private static String sameHash(int number) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private void acceptsOrRefuses(byte[] body) throws Exception {
        int before = messages();
        var answer = postJson(body);
        assertThat(answer.status()).as(answer.text()).isIn(STORED, REFUSED);
        assertThat(messages() - before).isEqualTo(answer.status() == STORED ? 1 : 0);
    }

    @Test
    void takesBodiesUpToTheLimitExactly() throws Exception {
        int before = messages();
        var body = new byte[LARGEST + 1];
        Arrays.fill(body, (byte) 'x');
        var type = "Content-Type: text/plain\r\n";

        assertThat(post(type, body).status()).isIn(413, 0);
        assertThat(messages()).isEqualTo(before);
        assertThat(post(type, Arrays.copyOf(body, LARGEST)).status()).isEqualTo(STORED);
        assertThat(messages()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TARGET, "/api/_triggers/webhooks/hostile.nowhere"})
    void stopsReadingAnEndlessBody(String target) throws Exception {
        int before = messages();
        var chunk = utf8("10000\r\n" + "x".repeat(0x10000) + "\r\n");
        var sent = new int[1];
        var answer = Wire.send(
                RestAssured.port,
                "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n",
                out -> {
                    // Far more than buffers on the way could hold, or anybody could drop in a second.
                    for (; sent[0] < ENDLESS; sent[0]++) {
                        out.write(chunk);
                    }
                });
        assertThat(answer.status()).isIn(404, 413, 0);
        assertThat(sent[0]).isLessThan(ENDLESS);
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void believesNoFalseLength() throws Exception {
        int before = messages();
        for (var length : List.of(
                "-1", "+2", "0x2", "2.0", "2, 3", "two", "99999999999999999999", "9223372036854775807", "11000000")) {
            var answer = Wire.send(
                    RestAssured.port,
                    "POST " + TARGET + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n",
                    utf8("{}"));
            assertThat(answer.status()).as(length).isIn(0, 400, 413);
        }
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void storesNothingOfABodyThatEndsTooSoon() throws Exception {
        int before = messages();
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            var head = "POST " + TARGET
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nabc";
            socket.getOutputStream().write(utf8(head));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void letsNobodySmuggleARequest() throws Exception {
        int before = messages();
        var inner = "POST " + TARGET + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                + "Content-Length: 1\r\n\r\nx";
        var start = "POST /api/_triggers/webhooks/hostile.nowhere HTTP/1.1\r\nHost: localhost\r\n";
        for (var headers : List.of(
                "Content-Length: 2\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: \u000Bchunked\r\n",
                "X: a\r\n b\r\n",
                "X: a\u0000b\r\n")) {
            var answer = Wire.send(RestAssured.port, start + headers, utf8("0\r\n\r\n" + inner));
            assertThat(answer.status()).as(headers).isIn(0, 400, 404, 501);
            assertThat(answer.text().split("HTTP/1.1 ", -1)).as(headers).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void unpacksNothing() throws Exception {
        int before = messages();
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            writeZeros(gzip);
        }
        for (var encoding : List.of("gzip", "deflate", "br", "x-gzip", "identity, gzip", "zstd")) {
            var answer = post("Content-Encoding: " + encoding + "\r\n", bomb.toByteArray());
            assertThat(answer.status()).as(encoding).isEqualTo(415);
        }
        assertThat(messages()).isEqualTo(before);
    }

    private static void writeZeros(GZIPOutputStream gzip) throws IOException {
        var zeros = new byte[1 << 20];
        for (int i = 0; i < 200; i++) {
            gzip.write(zeros);
        }
    }

    @Test
    void refusesOtherContentThanTheTypeSays() throws Exception {
        int before = messages();
        var json = "{\"a\":1}";
        var parts = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n";
        var lies = Map.of(
                "multipart/form-data; boundary=b",
                json,
                "multipart/form-data",
                parts,
                "application/json",
                parts,
                "application/vnd.acme+json; charset=utf-8",
                "a=1&b=2");
        for (var lie : lies.entrySet()) {
            var answer = post("Content-Type: " + lie.getKey() + "\r\n", utf8(lie.getValue()));
            assertThat(answer.status()).as(lie.getKey()).isEqualTo(REFUSED);
        }
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void takesNamesOfFieldsAsData() throws Exception {
        assertThat(post(
                                "Content-Type: application/x-www-form-urlencoded\r\n",
                                utf8("__proto__=1&constructor=2&%24ref=3&a%5Bb%5D=4&=5"))
                        .status())
                .isIn(STORED, REFUSED);
        assertThat(post("Content-Type: application/x-www-form-urlencoded\r\n", utf8("__proto__=1&%24ref=3"))
                        .status())
                .isEqualTo(STORED);
        assertThat(gateway.messages("hostile.body").getLast())
                .containsEntry("data", "{\"__proto__\":\"1\",\"$ref\":\"3\"}");
    }
}
