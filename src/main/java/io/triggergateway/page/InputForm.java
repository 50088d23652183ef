package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.triggergateway.payload.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The form for data that a schema describes, drawn as {@code ui.form} says or, without one, from the schema alone. */
public final class InputForm {
    private final List<InputField> fields;
    private final Map<String, JsonNode> unasked;
    private final @Nullable InputField choice;

    private InputForm(List<InputField> fields, Map<String, JsonNode> unasked) {
        this.fields = List.copyOf(fields);
        this.unasked = Map.copyOf(unasked);
        var deciding = fields.stream().filter(InputField::decides).toList();
        this.choice = deciding.size() == 1 ? deciding.getFirst() : null;
    }

    /**
     * The form for a document's {@code ui} and {@code schema}.
     *
     * @param ui null for none
     * @param schema null for none
     */
    public static InputForm of(@Nullable JsonNode ui, @Nullable JsonNode schema) {
        var form = ui == null ? MissingNode.getInstance() : ui.path("form");
        var described = schema == null ? MissingNode.getInstance() : schema;
        if (form.isArray()) {
            return drawn(form, described);
        }
        return isObject(described) ? derived(described) : whole(described);
    }

    /** What the buttons decide, when exactly one field is a matter of a button; it is no field then. */
    public Optional<InputField> choice() {
        return Optional.ofNullable(choice);
    }

    /** The fields that are filled in, in order. */
    public List<InputField> fields() {
        return fields.stream().filter(field -> field != choice).toList();
    }

    /** What somebody has sent, as data. */
    public Filled fill(Form sent) {
        return new FormFiller(fields, unasked).fill(sent);
    }

    /** What the data say by the choice, in the words of its button; empty when they say nothing of it. */
    public Optional<String> decision(JsonNode data) {
        if (choice == null) {
            return Optional.empty();
        }
        var value = choice.name().isEmpty() ? data : data.path(choice.name());
        return choice.options().stream()
                .filter(option -> option.value().equals(value))
                .map(InputOption::label)
                .findFirst();
    }

    private static boolean isObject(JsonNode schema) {
        return schema.has("properties") || schema.path("type").asText().equals("object");
    }

    private static InputForm drawn(JsonNode form, JsonNode schema) {
        var required = required(schema);
        var fields = new ArrayList<InputField>();
        for (var field : form) {
            var name = field.path("name").asText();
            var reader = new FieldReader(name, field, schema.path("properties").path(name));
            fields.add(reader.read(
                    required.contains(name) || field.path("required").asBoolean()));
        }
        var unasked = new HashMap<String, JsonNode>();
        required.removeAll(fields.stream().map(InputField::name).collect(Collectors.toSet()));
        for (var name : required) {
            var standard = schema.path("properties").path(name).get("default");
            if (standard != null) {
                unasked.put(name, standard);
            }
        }
        return new InputForm(fields, unasked);
    }

    private static InputForm derived(JsonNode schema) {
        var required = required(schema);
        var fields = new ArrayList<InputField>();
        schema.path("properties").properties().forEach(property -> {
            fields.add(FieldReader.of(property.getKey(), property.getValue(), required.remove(property.getKey())));
        });
        required.stream().sorted().forEach(name -> fields.add(FieldReader.of(name, MissingNode.getInstance(), true)));
        return new InputForm(fields, Map.of());
    }

    /** Data that are no object; where nothing is said of them at all, to answer is enough. */
    private static InputForm whole(JsonNode schema) {
        boolean says = schema.isObject() && !schema.isEmpty();
        return new InputForm(says ? List.of(FieldReader.of("", schema, true)) : List.of(), Map.of());
    }

    private static Set<String> required(JsonNode schema) {
        return StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
