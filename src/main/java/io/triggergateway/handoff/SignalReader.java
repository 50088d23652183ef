package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Names;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes signals from the flat fields that engines write. Fields that it does not know are nothing to it. */
final class SignalReader {
    private final String entryId;
    private final Map<String, byte[]> fields;
    private final Findings findings = new Findings();

    private SignalReader(String entryId, Map<String, byte[]> fields) {
        this.entryId = entryId;
        this.fields = fields;
    }

    /** What an entry says. */
    sealed interface Result {
        record Understood(Signal signal) implements Result {}

        record NotUnderstood(String reason) implements Result {}
    }

    static Result read(String entryId, Map<String, byte[]> fields) {
        return new SignalReader(entryId, fields).read();
    }

    private Result read() {
        var type = text("type");
        return switch (type) {
            case "run-completed" -> ended(Signal.RunStatus.COMPLETED);
            case "run-failed" -> ended(Signal.RunStatus.FAILED);
            case "run-cancelled" -> ended(Signal.RunStatus.CANCELLED);
            case "emit" -> emit();
            case "await" -> await();
            default ->
                new Result.NotUnderstood(
                        "Expected 'type' to be run-completed, run-failed, run-cancelled, emit or await, but found '%s'"
                                .formatted(type));
        };
    }

    private Result ended(Signal.RunStatus status) {
        return result(new Signal.RunEnded(name("runId"), status));
    }

    private Result emit() {
        var trigger = Names.trigger(text("trigger"), "trigger", findings);
        var key = text("key");
        return result(new Signal.Emit(trigger, json("data"), key.isEmpty() ? "signal:" + entryId : key));
    }

    private Result await() {
        return result(new Signal.Await(name("runId"), name("stepId"), json("body")));
    }

    private Result result(Signal signal) {
        var wrong = findings.errors();
        return wrong.isEmpty()
                ? new Result.Understood(signal)
                : new Result.NotUnderstood(wrong.getFirst().sentence());
    }

    private String name(String field) {
        return Names.plain(text(field), field, findings);
    }

    private JsonNode json(String field) {
        var value = fields.get(field);
        if (value == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        return switch (Json.parse(value)) {
            case Parsed.Value(var json) -> json;
            case Parsed.Malformed(var detail) -> {
                findings.add(field, detail);
                yield JsonNodeFactory.instance.nullNode();
            }
        };
    }

    private String text(String field) {
        return new String(fields.getOrDefault(field, new byte[0]), StandardCharsets.UTF_8);
    }
}
