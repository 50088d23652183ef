package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.admin.Yaml;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A trigger that somebody is writing.
 *
 * @param type a word of a {@code TriggerType}
 * @param written true where the whole definition is written as text
 * @param definition as far as it can be read
 * @param subscriptions of flows, each with its flow
 * @param before the subscriptions as they were when the page was opened
 * @param version the entity tag of what is being changed; empty for a new trigger
 * @param entered what the page shows again
 * @param errors what cannot be read
 */
record Draft(
        String type,
        boolean written,
        ObjectNode definition,
        ArrayNode subscriptions,
        ArrayNode before,
        String version,
        Entered entered,
        List<FieldError> errors) {
    static final String DEFINITION = "definition";
    private static final String SUBSCRIBE = "subscribe";

    /** What a page begins with. */
    static Draft of(ObjectNode definition, ArrayNode subscriptions, String version, boolean written) {
        var type = definition.path("type").asText();
        var all = definition.deepCopy();
        all.set(SUBSCRIBE, subscriptions);
        var entered = Composer.decompose(all, type).with(DEFINITION, Yaml.write(definition));
        return new Draft(type, written, definition, subscriptions, subscriptions, version, entered, List.of());
    }

    /** What a page has sent. */
    static Draft sent(Entered sent) {
        var base = object(sent.text("base"));
        var before = array(sent.text("before"));
        boolean written = sent.text("as").equals("yaml");
        var composed = Composer.compose(base, sent.text("type"), sent);
        var subscriptions = composed.definition().path(SUBSCRIBE) instanceof ArrayNode list
                ? list.deepCopy()
                : JsonNodeFactory.instance.arrayNode();
        composed.definition().remove(SUBSCRIBE);
        return written
                ? text(sent, composed.entered(), subscriptions, before)
                : new Draft(
                        sent.text("type"),
                        false,
                        composed.definition(),
                        subscriptions,
                        before,
                        sent.text("version"),
                        composed.entered(),
                        composed.errors());
    }

    private static Draft text(Entered sent, Entered entered, ArrayNode subscriptions, ArrayNode before) {
        var parsed = Yaml.parse(sent.text(DEFINITION).getBytes(StandardCharsets.UTF_8));
        var definition =
                parsed instanceof Parsed.Value(ObjectNode object) ? object : JsonNodeFactory.instance.objectNode();
        var type = definition.path("type").asText(sent.text("type"));
        return new Draft(type, true, definition, subscriptions, before, sent.text("version"), entered, defects(parsed));
    }

    private static List<FieldError> defects(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Malformed(var detail) -> List.of(new FieldError("", detail));
            case Parsed.Value(var json) ->
                json.isObject()
                        ? List.of()
                        : List.of(new FieldError(
                                "", "Expected an object such as 'name: shop.order.paid', but found other YAML"));
        };
    }

    /** The same draft, shown the other way. */
    Draft turned(boolean toText) {
        return of(definition, subscriptions, version, toText).withBefore(before);
    }

    /** The same draft with one more row in a list. */
    Draft withRow(EditorSection section) {
        var name = section.rows() + "/" + section.count(entered) + "/" + section.key();
        return new Draft(type, written, definition, subscriptions, before, version, entered.with(name, ""), errors);
    }

    private Draft withBefore(ArrayNode other) {
        return new Draft(type, written, definition, subscriptions, other, version, entered, errors);
    }

    /** What the next page is told to begin with. */
    public String base() {
        var all = definition.deepCopy();
        all.set(SUBSCRIBE, subscriptions);
        return all.toString();
    }

    /** The same draft as one of the trigger of that name, where it does not say; empty for a new one. */
    Draft named(String trigger) {
        if (!trigger.isEmpty() && !definition.hasNonNull("name")) {
            definition.put("name", trigger);
        }
        return this;
    }

    String name() {
        return definition.path("name").asText();
    }

    private static ObjectNode object(String json) {
        return parsed(json) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array(String json) {
        return parsed(json) instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
    }

    private static JsonNode parsed(String json) {
        var found = Json.parseOrNull(json.getBytes(StandardCharsets.UTF_8));
        return found == null ? JsonNodeFactory.instance.nullNode() : found;
    }
}
