package io.triggergateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"firingId\":\"f\",\"payload\":{\"a\":1}}         | {\"firingId\":\"f\",\"payload\":\"***\"}",
                "{\"items\":[{\"id\":1,\"data\":[2],\"meta\":{}}]}   | {\"items\":[{\"id\":1,\"data\":\"***\",\"meta\":\"***\"}]}",
                "{\"message\":{\"flow\":\"x\",\"data\":null}}       | {\"message\":{\"flow\":\"x\",\"data\":\"***\"}}",
                "{\"payloadKept\":true,\"status\":\"accepted\"}      | {\"payloadKept\":true,\"status\":\"accepted\"}",
            })
    void hidesWhatSendersSent(String document, String shown) {
        var json = Objects.requireNonNull(Json.parseOrNull(document.getBytes(StandardCharsets.UTF_8)));

        PayloadFilter.hide(json);

        assertThat(json).hasToString(shown);
    }
}
