package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPayloadTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8192, 8193, 1_000_000})
    void givesBackWhatWasPut(int size) {
        var payload = new byte[size];
        new Random(size).nextBytes(payload);

        assertThat(StoredPayload.get(stored(payload), "payload")).isEqualTo(payload);
    }

    @Test
    void deflatesLargePayloadsOnly() {
        assertThat(stored(new byte[4096])).containsOnlyKeys("payload");
        assertThat(stored(new byte[4097])).containsOnlyKeys("payload.deflated");
        assertThat(stored(new byte[100_000]).get("payload.deflated")).hasSizeLessThan(10_000);
    }

    @Test
    void hasNothingWhereNothingWasPut() {
        assertThat(StoredPayload.get(stored(new byte[1]), "data")).isNull();
    }

    @Test
    void refusesWhatIsNotDeflated() {
        var record = Map.of("payload.deflated", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> StoredPayload.get(record, "payload")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesADeflatedPayloadThatIsCutShort() {
        var whole = stored(new byte[5000]).get("payload.deflated");
        assertThat(whole).isNotNull();
        var half = Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> StoredPayload.get(Map.of("payload.deflated", half), "payload"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Map<String, byte[]> stored(byte[] payload) {
        var record = new LinkedHashMap<String, Object>();
        StoredPayload.put(record, "payload", payload);
        var stored = new HashMap<String, byte[]>();
        record.forEach((field, value) -> stored.put(field, (byte[]) value));
        return stored;
    }
}
