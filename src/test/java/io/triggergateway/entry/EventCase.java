package io.triggergateway.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A request of cases.yaml, and what has to come of it. */
record EventCase(JsonNode document) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static Stream<EventCase> all() {
        try (var file = EventCase.class.getResourceAsStream("/cloudevents/cases.yaml")) {
            return StreamSupport.stream(YAML.readTree(file).spliterator(), false)
                    .map(EventCase::new);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that are refused, and that an HTTP client can send and the platform lets through. */
    static Stream<EventCase> refusedOverHttp() {
        return all().filter(each -> !each.errors().isEmpty())
                .filter(each -> !each.document().path("platform").asBoolean());
    }

    Map<String, List<String>> headers() {
        var headers = new LinkedHashMap<String, List<String>>();
        if (document.has("structured")) {
            headers.put("content-type", List.of("application/cloudevents+json"));
        } else {
            headers.put("ce-specversion", List.of("1.0"));
            headers.put("ce-id", List.of("1"));
            headers.put("ce-source", List.of("/s"));
            headers.put("ce-type", List.of("t"));
        }
        document.path("without").forEach(name -> headers.remove(name.textValue()));
        document.path("headers").properties().forEach(entry -> headers.put(entry.getKey(), texts(entry.getValue())));
        return headers;
    }

    byte[] body() {
        if (document.has("structured")) {
            return structured().toString().getBytes(StandardCharsets.UTF_8);
        }
        return document.has("base64")
                ? Base64.getDecoder().decode(document.path("base64").textValue())
                : document.path("body").asText("").getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode structured() {
        var event = YAML.createObjectNode()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "/s")
                .put("type", "t");
        document.path("structured").properties().forEach(entry -> {
            var repeat = entry.getValue().path("repeat");
            event.set(
                    entry.getKey(), repeat.isInt() ? event.textNode("x".repeat(repeat.intValue())) : entry.getValue());
        });
        return event;
    }

    JsonNode event() {
        return document.path("event");
    }

    List<String> errors() {
        return texts(document.path("errors"));
    }

    private static List<String> texts(JsonNode value) {
        return value.isTextual()
                ? List.of(value.textValue())
                : StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    @Override
    public String toString() {
        return document.path("name").asText();
    }
}
