package io.triggergateway.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|{}",
                "&&|{}",
                "a=1|{\"a\":\"1\"}",
                "a|{\"a\":\"\"}",
                "a=|{\"a\":\"\"}",
                "=1|{\"\":\"1\"}",
                "=1&=2|{\"\":[\"1\",\"2\"]}",
                "a=1&b=2&a=3|{\"a\":[\"1\",\"3\"],\"b\":\"2\"}",
                "a=b=c|{\"a\":\"b=c\"}",
                "a+b=c+d|{\"a b\":\"c d\"}",
                "a%2Bb=%26%3D|{\"a+b\":\"&=\"}",
                "a%2fb=1&a%2fb=2|{\"a/b\":[\"1\",\"2\"]}",
                "~=1&~=2|{\"~\":[\"1\",\"2\"]}",
                "0=1&0=2|{\"0\":[\"1\",\"2\"]}",
                "e=%C3%A9|{\"e\":\"é\"}"
            })
    void readsFields(String body, String json) {
        var form = Form.parse(bytes(body));

        assertThat(form).isNotNull();
        assertThat(form.json())
                .isInstanceOfSatisfying(
                        Parsed.Value.class, value -> assertThat(value.json()).hasToString(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%", "a=1&b=%4", "a=%-1", "a=% 1"})
    void refusesBrokenEscapes(String body) {
        assertThat(Form.parse(bytes(body))).isNull();
    }

    @Test
    void refusesTextThatIsNotUtf8ButKeepsItsBytes() {
        var form = Form.parse(bytes("a=%FF"));

        assertThat(form).isNotNull();
        assertThat(form.json()).isInstanceOf(Parsed.Malformed.class);
        assertThat(form.values("a")).containsExactly(new byte[] {(byte) 0xFF});
    }

    @Test
    void sortsForProvidersThatSignThat() {
        var form = Form.parse(bytes("b=2&a=3&b=1&b=2"));

        assertThat(form).isNotNull();
        assertThat(form.sorted()).isEqualTo(bytes("a3b1b2"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
