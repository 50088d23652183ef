package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.triggergateway.payload.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The checked-in description of the streams, and what it says of a message. */
final class StreamDescription {
    private static final Path FILE = Path.of("openapi", "asyncapi.yaml");
    /** Marks a message that no part of the gateway sends yet. */
    private static final String NOT_YET = "x-not-yet";

    private final ObjectNode document;

    private StreamDescription(ObjectNode document) {
        this.document = document;
    }

    static StreamDescription read() throws IOException {
        return new StreamDescription((ObjectNode) new YAMLMapper().readTree(FILE.toFile()));
    }

    Set<String> messageNames() {
        return names(document.at("/components/messages"));
    }

    Set<String> messagesOf(String channel) {
        return names(document.at("/channels/" + channel + "/messages"));
    }

    /** The messages of the hand-off but those that are marked. */
    Set<String> typesThatMustOccur() {
        var types = messagesOf("handoff");
        types.removeIf(name -> message(name).path(NOT_YET).asBoolean());
        return types;
    }

    Map<String, List<JsonNode>> examples() {
        var examples = new LinkedHashMap<String, List<JsonNode>>();
        for (var name : messageNames()) {
            for (var example : message(name).path("examples")) {
                examples.computeIfAbsent(name, first -> new ArrayList<>()).add(example.path("payload"));
            }
        }
        return examples;
    }

    void expectMessage(String name, JsonNode payload) {
        assertThat(complaints(name, payload)).as("%s %s", name, payload).isEmpty();
    }

    /** What is wrong with a message, and which of its fields are not described; also of what its meta says. */
    List<String> complaints(String name, JsonNode payload) {
        var schema = message(name).at("/payload/$ref").asText() + "/schema";
        var complaints = complaintsOfSchema(schema, payload);
        if (payload.has("meta")) {
            complaints.addAll(complaintsOfSchema("#/components/schemas/meta/schema", json(payload.path("meta"))));
        }
        if (payload.has("data") && !payload.path("data").asText().isEmpty()) {
            json(payload.path("data"));
        }
        return complaints;
    }

    private List<String> complaintsOfSchema(String reference, JsonNode value) {
        var complaints = new ArrayList<String>();
        // A schema within a document that has others, which it refers to; closed, so that nothing goes undescribed.
        var root = document.deepCopy().put("$ref", reference).put("unevaluatedProperties", false);
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> complaints.add(error.toString()));
        return complaints;
    }

    private static JsonNode json(JsonNode text) {
        var json = Json.parseOrNull(text.asText().getBytes(StandardCharsets.UTF_8));
        assertThat(json).as("JSON in %s", text).isNotNull();
        return json;
    }

    private JsonNode message(String name) {
        var message = document.path("components").path("messages").path(name);
        assertThat(message.isObject()).as("a message %s", name).isTrue();
        return message;
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
