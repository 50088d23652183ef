package io.triggergateway.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.trigger.TriggerReader;
import io.triggergateway.trigger.TriggerWriter;
import io.triggergateway.trigger.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as the registry stores it.
 *
 * @param generation which incarnation of the name this is; a deleted and registered trigger is another one
 * @param version how often it was written
 * @param partition where its state, log and messages live; never changes
 * @param enabled whether it fires now; for a static trigger this may differ from its file
 * @param file the name of the file of a static trigger; null for others
 */
public record TriggerRecord(
        Trigger trigger,
        long generation,
        long version,
        int partition,
        Origin origin,
        boolean enabled,
        @Nullable String file,
        Instant createdAt,
        Instant updatedAt) {

    /** The entity tag of this version (RFC 9110, section 8.8.3). */
    public String etag() {
        return "\"" + generation + "." + version + "\"";
    }

    TriggerRecord withEnabled(boolean on, Instant now) {
        var changed = origin == Origin.STATIC ? trigger : trigger.withEnabled(on);
        return new TriggerRecord(changed, generation, version, partition, origin, on, file, createdAt, now);
    }

    TriggerRecord withTrigger(Trigger other) {
        return new TriggerRecord(other, generation, version, partition, origin, enabled, file, createdAt, updatedAt);
    }

    TriggerRecord withGeneration(long other) {
        return new TriggerRecord(trigger, other, version, partition, origin, enabled, file, createdAt, updatedAt);
    }

    /** This definition in place of a former one, whose identity it takes over. A file does not enable what somebody has disabled. */
    TriggerRecord replacing(TriggerRecord former) {
        var untouched = file != null && former.trigger.enabled() == trigger.enabled();
        return new TriggerRecord(
                trigger,
                former.generation,
                former.version,
                partition,
                origin,
                untouched ? former.enabled : enabled,
                file,
                former.createdAt,
                updatedAt);
    }

    TriggerRecord withVersion(long other) {
        return new TriggerRecord(trigger, generation, other, partition, origin, enabled, file, createdAt, updatedAt);
    }

    String json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("definition", TriggerWriter.write(trigger));
        json.put("generation", generation);
        json.put("partition", partition);
        json.put("origin", Words.of(origin));
        json.put("enabled", enabled);
        json.put("file", file);
        json.put("createdAt", createdAt.toString());
        json.put("updatedAt", updatedAt.toString());
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    static TriggerRecord of(String text, long version) {
        var json = Json.readBack(text.getBytes(StandardCharsets.UTF_8));
        if (json == null) {
            throw new IllegalStateException("Expected JSON in the registry, but found something else");
        }
        var findings = new Findings();
        var trigger = TriggerReader.read(json.required("definition"), findings);
        if (trigger == null) {
            throw new IllegalStateException("Expected a trigger in the registry, but " + findings.errors());
        }
        return new TriggerRecord(
                trigger,
                json.required("generation").longValue(),
                version,
                json.required("partition").intValue(),
                Words.parse(Origin.class, json.required("origin").textValue()).orElseThrow(),
                json.required("enabled").booleanValue(),
                json.path("file").textValue(),
                Instant.parse(json.required("createdAt").textValue()),
                Instant.parse(json.required("updatedAt").textValue()));
    }

    /** The document that answers carry: the definition without secrets, and what the gateway adds to it. */
    public ObjectNode document() {
        var document = TriggerWriter.masked(trigger);
        document.put("enabled", enabled);
        document.put("scope", "flow");
        document.put("origin", Words.of(origin));
        document.put("version", version);
        document.put("createdAt", Instants.format(createdAt));
        document.put("updatedAt", Instants.format(updatedAt));
        return document;
    }
}
