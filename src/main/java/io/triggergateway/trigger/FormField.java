package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form, as far as the schema has to agree with it.
 *
 * @param name empty when it has none
 * @param required null when nothing is said
 * @param options what a select offers
 * @param standard what it begins with; null for nothing
 */
record FormField(
        String name,
        Type type,
        @Nullable Boolean required,
        List<JsonNode> options,
        @Nullable JsonNode standard) {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int LONGEST_OPTION = 500;
    private static final int MOST_OPTIONS = 500;
    private static final int LENGTH_OF_DATE = "2026-11-24".length();

    /** The inputs that pages can draw. */
    enum Type {
        SELECT,
        TEXT,
        NUMBER,
        BOOLEAN,
        JSON,
        DATE
    }

    FormField {
        options = List.copyOf(options);
    }

    /** The field, without a name when it has none; notes what is wrong. */
    static FormField read(JsonNode field, String place, Findings findings) {
        var fields = Fields.of(field, place, findings);
        if (fields == null) {
            return new FormField("", Type.JSON, null, List.of(), null);
        }
        var name = fields.requiredText("name", LONGEST_NAME, "the name of the property that it fills");
        fields.require("type", "one of " + Words.list(Type.class));
        var type = fields.word("type", Type.class, Type.JSON);
        fields.text("label", LONGEST_LABEL);
        fields.text("description", LONGEST_DESCRIPTION);
        var required = fields.flag("required");
        var options = options(fields, type);
        checkLook(fields, type);
        checkDefault(fields, type, options);
        var standard = fields.value("default");
        fields.done();
        return new FormField(name, type, required, options, standard);
    }

    /** What only some types have. */
    private static void checkLook(Fields fields, Type type) {
        if (type != Type.TEXT && type != Type.NUMBER && type != Type.JSON) {
            fields.refuseIfPresent("placeholder", "Expected a placeholder only for text, number or json");
        }
        fields.text("placeholder", LONGEST_LABEL);
        if (type != Type.TEXT) {
            fields.refuseIfPresent("multiline", "Expected 'multiline' only for text");
        }
        fields.flag("multiline");
        var least = bound(fields, type, "min");
        var most = bound(fields, type, "max");
        if (least != null && most != null && least.compareTo(most) > 0) {
            fields.refuse("max", "Expected 'max' to be at least 'min', but it is less");
        }
        var standard = fields.value("default");
        if (type == Type.NUMBER && standard != null && standard.isNumber() && isOutside(standard, least, most)) {
            fields.wrong("default", "a number from 'min' to 'max'", standard);
        }
    }

    private static boolean isOutside(JsonNode value, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        return least != null && value.decimalValue().compareTo(least) < 0
                || most != null && value.decimalValue().compareTo(most) > 0;
    }

    private static @Nullable BigDecimal bound(Fields fields, Type type, String name) {
        if (type != Type.NUMBER) {
            fields.refuseIfPresent(name, "Expected '%s' only for a number".formatted(name));
        }
        var value = fields.value(name);
        if (value != null && type == Type.NUMBER && !value.isNumber()) {
            fields.wrong(name, "a number", value);
        }
        return value != null && value.isNumber() ? value.decimalValue() : null;
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
            case DATE -> isDate(value.asText()) ? null : "a date such as 2026-11-24";
            case JSON -> null;
        };
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == LENGTH_OF_DATE && LocalDate.parse(text) != null;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }
}
