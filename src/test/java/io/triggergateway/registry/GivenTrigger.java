package io.triggergateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.trigger.TriggerReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Triggers as the registry stores them, by the few things that its scripts look at. */
final class GivenTrigger {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private GivenTrigger() {}

    static TriggerRecord manual(String name) {
        return of("{\"name\":\"%s\",\"type\":\"manual\"}".formatted(name));
    }

    static TriggerRecord owns(String name, String path) {
        return webhook(name, path, "none");
    }

    static TriggerRecord shares(String name, String path) {
        return webhook(name, path, "shared");
    }

    static CompiledTrigger compiled(TriggerRecord record) {
        return new CompiledTrigger(
                record, null, null, null, null, null, null, new EventTypes(List.of()), null, null, List.of());
    }

    static TriggerRecord at(TriggerRecord record, long generation, long version) {
        return new TriggerRecord(
                record.trigger(), generation, version, 0, Origin.DYNAMIC, record.enabled(), null, NOW, NOW);
    }

    private static TriggerRecord webhook(String name, String path, String auth) {
        return of("""
                {"name":"%s","type":"webhook","endpoint":{"path":"%s","auth":{"type":"%s"}}}
                """.formatted(name, path, auth));
    }

    private static TriggerRecord of(String text) {
        var findings = new Findings();
        JsonNode json = Objects.requireNonNull(Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8)));
        Trigger trigger = TriggerReader.read(json, findings);
        if (trigger == null) {
            throw new IllegalArgumentException("Expected a trigger, but " + findings.errors());
        }
        return new TriggerRecord(trigger, 1, 0, 0, Origin.DYNAMIC, true, null, NOW, NOW);
    }
}
