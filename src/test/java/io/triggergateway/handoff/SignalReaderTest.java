package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.triggergateway.handoff.SignalReader.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Result read(String... fields) {
        Map<String, byte[]> map = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return SignalReader.read("7-0", map);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @Test
    void readsHowRunsEnd() {
        assertThat(read("type", "run-completed", "runId", "r:1"))
                .isEqualTo(new Result.Understood(new Signal.RunEnded("r:1", Signal.RunStatus.COMPLETED)));
        assertThat(read("type", "run-failed", "runId", "r", "more", "x"))
                .isEqualTo(new Result.Understood(new Signal.RunEnded("r", Signal.RunStatus.FAILED)));
        assertThat(read("type", "run-cancelled", "runId", "r"))
                .isEqualTo(new Result.Understood(new Signal.RunEnded("r", Signal.RunStatus.CANCELLED)));
    }

    @Test
    void readsEventsAndGivesThoseWithoutAKeyTheirOwn() {
        assertThat(read("type", "emit", "trigger", "orders", "data", "{\"a\":1}", "key", "k"))
                .isEqualTo(new Result.Understood(new Signal.Emit("orders", json("{\"a\":1}"), "k")));
        assertThat(read("type", "emit", "trigger", "orders"))
                .isEqualTo(new Result.Understood(new Signal.Emit("orders", json("{}"), "signal:7-0")));
    }

    @Test
    void readsAwaits() {
        assertThat(read("type", "await", "runId", "r", "stepId", "s", "body", "{\"type\":\"time\",\"delay\":1}"))
                .isEqualTo(new Result.Understood(new Signal.Await("r", "s", json("{\"type\":\"time\",\"delay\":1}"))));
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThat(read("type", "run-paused", "runId", "r")).isInstanceOf(Result.NotUnderstood.class);
        assertThat(read("type", "run-failed")).isInstanceOf(Result.NotUnderstood.class);
        assertThat(read("type", "emit", "trigger", "Orders")).isInstanceOf(Result.NotUnderstood.class);
        assertThat(read("type", "emit", "trigger", "orders", "data", "{\"a\":1,\"a\":2}"))
                .isInstanceOf(Result.NotUnderstood.class);
        assertThat(read("type", "await", "runId", "r", "stepId", "s p", "body", "{}"))
                .isInstanceOf(Result.NotUnderstood.class);
    }
}
