package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.triggergateway.payload.Form;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Utf8;
import io.triggergateway.trigger.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a form has sent into JSON, by the kinds of its fields. */
final class FormFiller {
    private static final int LENGTH_OF_DATE = "2026-11-24".length();

    private final List<InputField> fields;
    private final Map<String, JsonNode> unasked;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, String> entered = new HashMap<>();

    FormFiller(List<InputField> fields, Map<String, JsonNode> unasked) {
        this.fields = fields;
        this.unasked = unasked;
    }

    Filled fill(Form sent) {
        var object = JsonNodeFactory.instance.objectNode();
        unasked.forEach(object::set);
        JsonNode data = object;
        for (var field : fields) {
            var value = value(field, sent);
            if (field.name().isEmpty()) {
                data = value == null ? NullNode.getInstance() : value;
            } else if (value != null) {
                object.set(field.name(), value);
            }
        }
        return new Filled(data, errors, entered);
    }

    /** Null for nothing, and for what is wrong. */
    private @Nullable JsonNode value(InputField field, Form sent) {
        var values = sent.values(field.key());
        var text = values.isEmpty() ? "" : Utf8.decode(values.getLast());
        if (text == null) {
            return wrong(field, "Expected text in UTF-8, but it is not");
        }
        entered.put(field.key(), text);
        if (field.kind() == InputField.Kind.BOOLEAN) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        if (text.isBlank()) {
            return field.required() ? wrong(field, missing(field)) : null;
        }
        return value(field, text);
    }

    private static String missing(InputField field) {
        return field.kind() == InputField.Kind.SELECT ? "Choose one of these" : "Fill this in";
    }

    private @Nullable JsonNode value(InputField field, String text) {
        return switch (field.kind()) {
            // Browsers send every end of a line as two characters.
            case TEXT -> TextNode.valueOf(text.replace("\r\n", "\n"));
            case NUMBER -> number(field, text.strip());
            case BOOLEAN -> BooleanNode.valueOf(text.equals("true"));
            case SELECT -> option(field, text);
            case DATE -> isDate(text) ? TextNode.valueOf(text) : wrong(field, "Enter a date such as 2026-11-24");
            case JSON -> json(field, text);
        };
    }

    private @Nullable JsonNode number(InputField field, String text) {
        var number = Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8));
        return number != null && number.isNumber() ? number : wrong(field, "Enter a number such as 12 or 12.5");
    }

    private @Nullable JsonNode option(InputField field, String key) {
        return field.options().stream()
                .filter(option -> option.key().equals(key))
                .map(InputOption::value)
                .findFirst()
                .orElseGet(() -> wrong(field, "Choose one of these"));
    }

    private @Nullable JsonNode json(InputField field, String text) {
        var json = Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8));
        return json == null ? wrong(field, "Enter JSON such as {\"a\": 1} or [1, 2]") : json;
    }

    private @Nullable JsonNode wrong(InputField field, String sentence) {
        errors.add(new FieldError(pointer(field), sentence));
        return null;
    }

    private static String pointer(InputField field) {
        return field.name().isEmpty()
                ? ""
                : "/" + field.name().replace("~", "~0").replace("/", "~1");
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == LENGTH_OF_DATE && LocalDate.parse(text) != null;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }
}
