package io.triggergateway.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=XX";

    @Test
    void readsFieldsInOrder() {
        var body = part("a", "1") + part("b", "two\r\nlines") + part("a", "3") + "--XX--\r\n";

        assertThat(json(TYPE, body)).isEqualTo("{\"a\":[\"1\",\"3\"],\"b\":\"two\\r\\nlines\"}");
        assertThat(Multipart.values(TYPE, bytes(body), "a")).containsExactly(bytes("1"), bytes("3"));
        assertThat(Multipart.values(TYPE, bytes(body), "c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Multipart/Form-Data; charset=utf-8; Boundary=\"XX\"",
                "multipart/form-data;boundary=XX",
                "multipart/form-data; x=\"; boundary=YY\"; boundary=XX",
                "multipart/form-data; x=\"\\\"; boundary=YY\"; boundary=XX",
                "multipart/form-data; x=YY; boundary = \"XX\"",
                "multipart/form-data; boundary=XX; x=y"
            })
    void findsTheBoundary(String type) {
        assertThat(json(type, part("a", "1") + "--XX--")).isEqualTo("{\"a\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=XX"})
    void refusesABodyWithoutABoundary(String type) {
        assertThat(Multipart.json(type, bytes(part("a", "1") + "--XX--"))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Multipart.values(type, bytes(part("a", "1") + "--XX--"), "a"))
                .isEmpty();
    }

    @Test
    void takesASemicolonInQuotesAsPartOfAName() {
        var file = "--XX\r\nContent-Disposition: form-data; filename=\"x; name=b\"; name=\"a;b\"\r\n\r\n1\r\n";

        assertThat(json(TYPE, file + "--XX--")).isEqualTo("{\"a;b\":\"1\"}");
    }

    @Test
    void skipsWhatIsBeforeTheFirstPartAndPartsWithoutAName() {
        var body = "preamble\r\n" + "--XX\r\nX: y\r\n\r\nnameless\r\n" + part("a", "1") + "--XX--";

        assertThat(json(TYPE, body)).isEqualTo("{\"a\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--XX", "--XX--", "--XX\r\n\r\n", "--XX\r\nContent-Disposition: form-data; name=a"})
    void findsNothingInRubbish(String body) {
        assertThat(json(TYPE, body)).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "XX", "{\"a\":1}", "--YY--"})
    void refusesABodyThatItsBoundaryIsNotIn(String body) {
        assertThat(Multipart.json(TYPE, bytes(body))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void keepsBytesThatAreNoText() {
        var body = part("a", "\u00ff") + "--XX--";

        assertThat(Multipart.json(TYPE, body.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        Parsed.Value.class, value -> assertThat(value.json()).hasToString("{\"a\":\"/w==\"}"));
    }

    private static String part(String name, String content) {
        return "--XX\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, content);
    }

    private static String json(String type, String body) {
        var parsed = Multipart.json(type, bytes(body));
        assertThat(parsed).isInstanceOf(Parsed.Value.class);
        return ((Parsed.Value) parsed).json().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
