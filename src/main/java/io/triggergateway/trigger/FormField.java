package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks one field of a form. */
final class FormField {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_OPTION = 500;
    private static final int MOST_OPTIONS = 500;

    /** The inputs that pages can draw. */
    enum Type {
        SELECT,
        TEXT,
        NUMBER,
        BOOLEAN,
        JSON,
        DATE
    }

    private FormField() {}

    /** The field's name, empty when it has none; notes what is wrong. */
    static String check(JsonNode field, String place, Findings findings) {
        var fields = Fields.of(field, place, findings);
        if (fields == null) {
            return "";
        }
        var name = fields.requiredText("name", LONGEST_NAME, "the name of the property that it fills");
        fields.require("type", "one of " + Words.list(Type.class));
        var type = fields.word("type", Type.class, Type.JSON);
        fields.text("label", LONGEST_LABEL);
        fields.flag("required");
        var options = options(fields, type);
        checkDefault(fields, type, options);
        fields.done();
        return name;
    }

    private static List<JsonNode> options(Fields fields, Type type) {
        if (type == Type.SELECT) {
            fields.require("options", "what to choose from");
        } else if (fields.has("options")) {
            fields.refuse("options", "Expected options only for a select, but the type is " + Words.of(type));
        }
        var options = new ArrayList<JsonNode>();
        fields.each("options", MOST_OPTIONS, (value, place) -> options.add(option(value, place, fields.findings())));
        if (type == Type.SELECT && fields.has("options") && options.isEmpty()) {
            fields.refuse("options", "Expected at least one option, but there is none");
        }
        return options;
    }

    /** An option is a plain value, or an object of value and label. */
    private static JsonNode option(JsonNode option, String place, Findings findings) {
        if (!option.isObject()) {
            return plain(option, place, findings);
        }
        var fields = Fields.of(option, place, findings);
        if (fields == null) {
            return option;
        }
        fields.require("value", "what the option sends");
        fields.text("label", LONGEST_LABEL);
        var value = fields.value("value");
        fields.done();
        return value == null ? option : plain(value, fields.at("value"), findings);
    }

    private static JsonNode plain(JsonNode value, String place, Findings findings) {
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            findings.add(place, "Expected text, a number, true or false, but found " + Found.kind(value));
        } else if (value.asText().length() > LONGEST_OPTION) {
            findings.add(place, "Expected at most %d characters, but there are more".formatted(LONGEST_OPTION));
        }
        return value;
    }

    private static void checkDefault(Fields fields, Type type, List<JsonNode> options) {
        var value = fields.value("default");
        var expected = value == null ? null : mismatch(type, value, options);
        if (value != null && expected != null) {
            fields.wrong("default", expected, value);
        }
    }

    /** What was expected instead; null when the value fits. */
    private static @Nullable String mismatch(Type type, JsonNode value, List<JsonNode> options) {
        return switch (type) {
            case SELECT -> options.isEmpty() || options.contains(value) ? null : "one of the options";
            case TEXT -> value.isTextual() ? null : "text";
            case NUMBER -> value.isNumber() ? null : "a number";
            case BOOLEAN -> value.isBoolean() ? null : "true or false";
            case DATE -> value.asText().matches("\\d{4}-\\d\\d-\\d\\d") ? null : "a date such as 2026-11-24";
            case JSON -> null;
        };
    }
}
