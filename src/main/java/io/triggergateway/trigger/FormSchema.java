package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Compares a form with the schema of what it sends: a form that nobody could ever send is refused. */
final class FormSchema {
    private final Fields ui;
    private final JsonNode schema;
    private final JsonNode properties;

    private FormSchema(Fields ui, JsonNode schema) {
        this.ui = ui;
        this.schema = schema;
        this.properties = schema.path("properties");
    }

    /** Notes where they contradict; what a schema says by reference or combination is left to the schema. */
    static void compare(Fields ui, List<FormField> form, JsonNode schema) {
        var comparison = new FormSchema(ui, schema);
        for (int index = 0; index < form.size(); index++) {
            var field = form.get(index);
            if (!field.name().isEmpty()) {
                comparison.compare(field, index);
            }
        }
        comparison.refuseMissing(form.stream().map(FormField::name).collect(Collectors.toSet()));
    }

    /** The place of something in a field of the form. */
    static String at(Fields ui, int index, String name) {
        return Pointers.child(Pointers.child(ui.at("form"), index), name);
    }

    private void compare(FormField field, int index) {
        var property = properties.path(field.name());
        if (property.isMissingNode() && allowsNoOthers()) {
            refuse(
                    index,
                    "name",
                    "Expected a property of the schema, which allows no others, but found '%s'"
                            .formatted(Found.cut(field.name())));
        }
        compareType(field, index, property);
        compareValues(field, index, property);
        if (Boolean.FALSE.equals(field.required()) && requires(field.name())) {
            refuse(index, "required", "Expected true, as the schema requires this property, but found false");
        }
    }

    private boolean allowsNoOthers() {
        var others = schema.path("additionalProperties");
        return others.isBoolean() && !others.booleanValue() && !schema.has("patternProperties");
    }

    private boolean requires(String name) {
        return StreamSupport.stream(schema.path("required").spliterator(), false)
                .anyMatch(required -> required.asText().equals(name));
    }

    private void compareType(FormField field, int index, JsonNode property) {
        var sent = sent(field);
        var allowed = types(property);
        if (!allowed.isEmpty() && sent.stream().noneMatch(allowed::contains)) {
            refuse(
                    index,
                    "type",
                    "Expected a field that sends %s, as the schema says, but %s sends %s"
                            .formatted(
                                    String.join(" or ", allowed), Words.of(field.type()), String.join(" or ", sent)));
        }
    }

    /** The JSON types that a field may send; none for those whose values are compared one by one. */
    private static List<String> sent(FormField field) {
        return switch (field.type()) {
            case TEXT, DATE -> List.of("string");
            case NUMBER -> List.of("number", "integer");
            case BOOLEAN -> List.of("boolean");
            case SELECT, JSON -> List.of("string", "number", "integer", "boolean", "object", "array", "null");
        };
    }

    private static Set<String> types(JsonNode property) {
        var type = property.path("type");
        return type.isTextual()
                ? Set.of(type.textValue())
                : StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private void compareValues(FormField field, int index, JsonNode property) {
        for (int option = 0; option < field.options().size(); option++) {
            if (!allows(property, field.options().get(option))) {
                ui.findings()
                        .add(
                                Pointers.child(at(ui, index, "options"), option),
                                "Expected what the schema allows for '%s', but found %s"
                                        .formatted(
                                                Found.cut(field.name()),
                                                Found.of(field.options().get(option))));
            }
        }
        var standard = field.standard();
        if (standard != null && field.type() != FormField.Type.SELECT && !allows(property, standard)) {
            refuse(
                    index,
                    "default",
                    "Expected what the schema allows for '%s', but found %s"
                            .formatted(Found.cut(field.name()), Found.of(standard)));
        }
    }

    /** By the property's type, enum and const. */
    private static boolean allows(JsonNode property, JsonNode value) {
        var types = types(property);
        var values = property.path("enum");
        boolean typed = types.isEmpty() || types.stream().anyMatch(type -> isOf(type, value));
        boolean listed = !values.isArray()
                || StreamSupport.stream(values.spliterator(), false).anyMatch(allowed -> same(allowed, value));
        return typed && listed && (!property.has("const") || same(property.path("const"), value));
    }

    /** As numbers, 1 and 1.0 are the same. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private void refuseMissing(Set<String> form) {
        var missing = new HashSet<String>();
        schema.path("required").forEach(required -> missing.add(required.asText()));
        missing.removeAll(form);
        missing.stream()
                .filter(name -> !properties.path(name).has("default"))
                .sorted()
                .forEach(name -> ui.refuse(
                        "form",
                        "Expected a field for '%s', which the schema requires, but the form has none"
                                .formatted(Found.cut(name))));
    }

    private void refuse(int index, String name, String sentence) {
        ui.findings().add(at(ui, index, name), sentence);
    }
}
