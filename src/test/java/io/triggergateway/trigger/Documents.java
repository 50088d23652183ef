package io.triggergateway.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Documents written in tests. */
final class Documents {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private Documents() {}

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode resource(String path) {
        try (var stream = Objects.requireNonNull(Documents.class.getResourceAsStream(path), path)) {
            return YAML.readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As it comes back from where it was stored. */
    static JsonNode stored(JsonNode document) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(document));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A trigger whose document is right. */
    static Trigger trigger(String text) {
        var findings = new Findings();
        var trigger = TriggerReader.read(yaml(text), findings);
        return Objects.requireNonNull(trigger, () -> findings.errors().toString());
    }

    /** A webhook with this {@code auth}, in YAML's flow style. */
    static Trigger webhook(String auth) {
        return trigger("{name: a, type: webhook, endpoint: {path: /x, auth: %s}}".formatted(auth));
    }

    static Auth auth(Trigger trigger) {
        return Objects.requireNonNull(trigger.endpoint()).auth();
    }
}
