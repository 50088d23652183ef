package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.triggergateway.page.InputField.Kind;
import io.triggergateway.page.InputField.Look;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes one field of what {@code ui.form} and the schema say about it; the form goes first. */
final class FieldReader {
    private static final int LONG_TEXT = 200;

    private final String name;
    private final JsonNode form;
    private final JsonNode schema;

    /**
     * @param form of the field; missing where there is only a schema
     * @param schema of the property; missing where there is only a form
     */
    FieldReader(String name, JsonNode form, JsonNode schema) {
        this.name = name;
        this.form = form;
        this.schema = schema;
    }

    /** The field of a property that only the schema knows. */
    static InputField of(String name, JsonNode schema, boolean required) {
        return new FieldReader(name, MissingNode.getInstance(), schema).read(required);
    }

    InputField read(boolean required) {
        var kind = kind();
        // Nobody can leave a box neither ticked nor unticked.
        boolean asked = kind == Kind.BOOLEAN && required;
        return new InputField(
                name,
                asked ? Kind.SELECT : kind,
                said("label", "title", name.isEmpty() ? "Answer" : Labels.of(name)),
                said("description", "description", ""),
                required,
                asked ? truthValues() : options(),
                standard(),
                look(kind));
    }

    private Kind kind() {
        if (form.has("type")) {
            return Kind.valueOf(form.path("type").asText().toUpperCase(Locale.ROOT));
        }
        if (!values().isEmpty()) {
            return Kind.SELECT;
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> Kind.BOOLEAN;
            case "number", "integer" -> Kind.NUMBER;
            case "string" -> schema.path("format").asText().equals("date") ? Kind.DATE : Kind.TEXT;
            default -> Kind.JSON;
        };
    }

    private String said(String inForm, String inSchema, String otherwise) {
        var own = form.path(inForm).asText();
        var general = schema.path(inSchema).asText();
        return own.isEmpty() ? general.isEmpty() ? otherwise : general : own;
    }

    private @Nullable JsonNode standard() {
        return form.has("default") ? form.get("default") : schema.get("default");
    }

    private List<InputOption> truthValues() {
        return Stream.of(true, false)
                .map(value -> new InputOption(
                        Boolean.toString(value), InputOption.word(name, value), BooleanNode.valueOf(value)))
                .toList();
    }

    private List<InputOption> options() {
        if (form.has("options")) {
            var given = list(form.path("options"));
            var values = given.stream()
                    .map(option -> option.isObject() ? option.path("value") : option)
                    .toList();
            return given.stream()
                    .map(option -> option.isObject()
                            ? InputOption.of(option.path("value"), label(option, "label"), values)
                            : InputOption.of(option, label(option), values))
                    .toList();
        }
        return form.isMissingNode() ? values() : List.of();
    }

    /** What the schema lets choose: an enumeration, a constant, or constants with titles. */
    private List<InputOption> values() {
        var constants = Stream.of("oneOf", "anyOf")
                .map(schema::path)
                .filter(JsonNode::isArray)
                .map(FieldReader::list)
                .filter(list -> !list.isEmpty() && list.stream().allMatch(option -> option.has("const")))
                .findFirst();
        if (constants.isPresent()) {
            var values = constants.get().stream().map(FieldReader::constant).toList();
            return constants.get().stream()
                    .map(option -> InputOption.of(constant(option), titled(option), values))
                    .toList();
        }
        var values = schema.has("const") ? List.of(constant(schema)) : list(schema.path("enum"));
        return values.stream().anyMatch(JsonNode::isContainerNode)
                ? List.of()
                : values.stream()
                        .map(value -> InputOption.of(value, label(value), values))
                        .toList();
    }

    private static JsonNode constant(JsonNode schema) {
        return schema.path("const");
    }

    private String titled(JsonNode option) {
        var title = option.path("title").asText();
        return title.isEmpty() ? label(constant(option)) : title;
    }

    private String label(JsonNode option, String where) {
        var label = option.path(where).asText();
        return label.isEmpty() ? label(option.path("value")) : label;
    }

    private String label(JsonNode value) {
        if (value.isBoolean()) {
            return InputOption.word(name, value.booleanValue());
        }
        return value.isNull() ? "None" : value.isTextual() ? Labels.of(value.textValue()) : value.asText();
    }

    private Look look(Kind kind) {
        var placeholder = form.path("placeholder").asText();
        return switch (kind) {
            case TEXT ->
                new Look(textInput(), textInput().equals("text") ? "text" : textInput(), placeholder, multiline());
            case NUMBER -> new Look("text", isWhole() ? "numeric" : "decimal", placeholder, false);
            case DATE -> new Look("date", "text", "", false);
            case BOOLEAN, SELECT -> new Look("text", "text", "", false);
            case JSON -> new Look("text", "text", placeholder, true);
        };
    }

    /** Signs other than digits are on few keyboards for whole numbers. */
    private boolean isWhole() {
        var least = form.has("min") ? form.path("min") : schema.path("minimum");
        return schema.path("type").asText().equals("integer") && least.isNumber() && least.asDouble() >= 0;
    }

    private String textInput() {
        return switch (schema.path("format").asText()) {
            case "email" -> "email";
            case "uri" -> "url";
            default -> "text";
        };
    }

    private boolean multiline() {
        return form.path("multiline").asBoolean()
                || form.isMissingNode() && schema.path("maxLength").asInt() > LONG_TEXT;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
