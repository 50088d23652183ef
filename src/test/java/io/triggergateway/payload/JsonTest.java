package io.triggergateway.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    static Stream<Arguments> malformed() {
        return Stream.of(
                of("nothing", ""),
                of("blank", " \n\t"),
                of("depth 100,000", "[".repeat(100_000)),
                of("closed depth 100,000", "[".repeat(100_000) + "]".repeat(100_000)),
                of("depth 101", "[".repeat(101) + "]".repeat(101)),
                of("deep objects", "{\"a\":".repeat(101) + "1" + "}".repeat(101)),
                of("the same key twice", "{\"a\":1,\"a\":2}"),
                of("the same key twice, once escaped", "{\"a\":1,\"\\u0061\":2}"),
                of("the same key twice within", "[{\"b\":{\"a\":1,\"a\":1}}]"),
                bytes("a byte order mark", 0xEF, 0xBB, 0xBF, '{', '}'),
                bytes("UTF-16", 0xFE, 0xFF, 0, '1'),
                bytes("UTF-16 without a mark", '[', 0, ']', 0),
                bytes("a continuation alone", '"', 0x80, '"'),
                bytes("an overlong slash", '"', 0xC0, 0xAF, '"'),
                bytes("an encoded surrogate", '"', 0xED, 0xA0, 0x80, '"'),
                bytes("beyond Unicode", '"', 0xF4, 0x90, 0x80, 0x80, '"'),
                bytes("a cut character", '"', 0xE2, 0x82),
                of("NaN", "NaN"),
                of("Infinity", "[Infinity]"),
                of("-Infinity", "[-Infinity]"),
                of("a number beyond all bounds", "1e999999999"),
                of("a number beyond a double", "{\"a\":[-1.8e308]}"),
                of("two values", "1 2"),
                of("something after", "{} x"),
                of("a brace too many", "{}}"),
                of("a trailing comma", "[1,]"),
                of("a comment", "/* */ 1"),
                of("single quotes", "{'a':1}"),
                of("a bare key", "{a:1}"),
                of("a leading zero", "01"),
                of("a plus", "+1"),
                of("hexadecimal", "0x10"),
                of("a bare point", "1."),
                of("a control character", "\"\u0001\""),
                of("a NUL", "\u0000"),
                of("a bad escape", "\"\\x\""),
                of("a cut escape", "\"\\u12\""),
                of("a cut object", "{\"a\":1"),
                of("half a surrogate pair", "\"\\ud800\""),
                of("half a surrogate pair before another escape", "\"\\ud800\\u0041\""),
                of("the second half of a surrogate pair in a key", "{\"\\udc00\":1}"),
                of("surrogates in the wrong order", "\"\\udc00\\ud800\""),
                of("an exponent beyond all", "1e999999999"),
                of("a large number within", "[{\"a\":[-1e309]}]"),
                of("a million digits", "9".repeat(1_000_000)),
                of("a million decimals", "0." + "9".repeat(1_000_000)),
                of("a key of a megabyte", "{\"" + "k".repeat(1_000_000) + "\":1}"),
                of("too many values", "[" + "1,".repeat(200_000) + "1]"));
    }

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                of("null", "null"),
                of("a number", " -1.5e3 "),
                of("a long number", "9".repeat(100)),
                of("a tiny number", "1e-400"),
                of("a text", "\"\\u00e9 \u00e9 \\ud83d\\ude00\""),
                of("a backslash before what looks like half a pair", "\"\\\\ud800\""),
                of("the largest number", "1.7976931348623157e308"),
                of("a replacement character", "\"\uFFFD\""),
                of("an empty key", "{\"\":1}"),
                of("the same key in siblings", "[{\"a\":1},{\"a\":2}]"),
                of("depth 100", "[".repeat(100) + "]".repeat(100)),
                of("a text of a megabyte", "\"" + "t".repeat(1_000_000) + "\""),
                of(
                        "many keys",
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "\"k" + i + "\":1")
                                .collect(Collectors.joining(",", "{", "}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWhatIsNoJsonWithAndWithoutATree(String what, byte[] body) {
        assertThat(Json.parse(body)).isInstanceOf(Parsed.Malformed.class);
        assertThat(Json.parseOrNull(body)).isNull();
        assertThat(Json.defect(body)).isNotBlank().hasSizeLessThan(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellFormed")
    void readsWhatIsJsonWithAndWithoutATree(String what, byte[] body) {
        assertThat(Json.parse(body)).isInstanceOf(Parsed.Value.class);
        assertThat(Json.defect(body)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1,2.5,\"x\"]", "{\"a\":{\"b\":[true,false]}}", "123456789012345678901234567890"})
    void writesBackWhatItRead(String text) {
        var json = Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8));

        assertThat(json).isNotNull();
        assertThat(new String(Json.write(json), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    /** What one more of would be too much. */
    static Stream<Arguments> atTheBounds() {
        return Stream.of(
                of("depth", "[[[[1]]]]", "[[[[[1]]]]]"),
                of("values", "[1,2,3,4,5,6,7,8]", "[1,2,3,4,5,6,7,8,9]"),
                of("fields", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}"),
                of("a name", "{\"" + "n".repeat(20) + "\":1}", "{\"" + "n".repeat(21) + "\":1}"),
                of("a number", "1".repeat(30), "1".repeat(31)),
                of("a text", "\"" + "t".repeat(40) + "\"", "\"" + "t".repeat(41) + "\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("atTheBounds")
    void keepsTheBoundsThatAreSet(String what, String most, String more) {
        try {
            Json.bound(new JsonBounds(4, 10, 20, 30, 40));
            assertThat(Json.parse(most.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.Value.class);
            assertThat(Json.defect(most.getBytes(StandardCharsets.UTF_8))).isNull();
            assertThat(Json.parse(more.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.Malformed.class);
            assertThat(Json.defect(more.getBytes(StandardCharsets.UTF_8))).isNotBlank();
            assertThat(Json.readBack(more.getBytes(StandardCharsets.UTF_8)))
                    .as("what was stored before the bounds were narrowed")
                    .isNotNull();
        } finally {
            Json.bound(JsonBounds.STANDARD);
        }
    }

    private static Arguments of(String what, String most, String more) {
        return Arguments.of(what, most, more);
    }

    private static Arguments of(String what, String text) {
        return Arguments.of(what, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments bytes(String what, int... bytes) {
        var body = new ByteArrayOutputStream();
        for (int octet : bytes) {
            body.write(octet);
        }
        return Arguments.of(what, body.toByteArray());
    }
}
