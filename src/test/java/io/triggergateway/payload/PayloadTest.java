package io.triggergateway.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json|{\"a\": 1}|JSON|{\"a\": 1}",
                "Application/JSON ; charset=utf-8|1|JSON|1",
                "application/cloudevents+json|[]|JSON|[]",
                "text/json|1|JSON|1",
                "application/x-www-form-urlencoded|a=1&a=2|FORM|{\"a\":[\"1\",\"2\"]}",
                "text/plain|hi \"you\"|TEXT|\"hi \\\"you\\\"\"",
                "application/xml|<a/>|BINARY|\"PGEvPg==\"",
                "``|abc|BINARY|\"YWJj\"",
                "application/octet-stream|abc|BINARY|\"YWJj\"",
                "text/plain|``|EMPTY|null",
                "``|``|EMPTY|null",
                "application/x-www-form-urlencoded|``|EMPTY|null"
            })
    void turnsABodyIntoData(String type, String body, Payload.Kind kind, String data) {
        var payload = Payload.of(type, bytes(body));

        assertThat(payload.kind()).isEqualTo(kind);
        assertThat(payload.defect()).isNull();
        assertThat(payload.data()).isEqualTo(bytes(data));
        assertThat(payload.json()).isNotNull();
        assertThat(payload.defect()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json|``",
                "application/json|{",
                "application/json|{\"a\":1,\"a\":2}",
                "application/x-www-form-urlencoded|a=%",
                "multipart/form-data|a"
            })
    void saysWhatIsWrongWithABody(String type, String body) {
        var payload = Payload.of(type, bytes(body));

        var withoutTree = payload.defect();
        assertThat(withoutTree).isNotBlank();
        assertThat(payload.json()).isNull();
        assertThat(payload.defect()).isNotBlank();
    }

    @Test
    void saysThatTextIsNotUtf8() {
        assertThat(Payload.of("text/plain", new byte[] {(byte) 0xFF}).defect()).contains("UTF-8");
    }

    @Test
    void handsOverJsonAsItCame() {
        var body = bytes(" {\"b\": 1.0, \"a\":\"\\u0061\"} ");

        assertThat(Payload.of("application/json", body).data()).isSameAs(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
