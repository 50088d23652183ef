package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks {@code ui}: how pages show a trigger and the form that they draw for it. */
final class UiReader {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9#:_-]{1,64}");
    private static final int LONGEST_WORD = 64;
    private static final int MOST_FIELDS = 100;

    private UiReader() {}

    /** Notes what is wrong; a form has to be able to send what {@code schema} accepts. */
    static void check(Fields ui, @Nullable JsonNode schema) {
        word(ui, "icon");
        word(ui, "color");
        var names = ui.each("form", MOST_FIELDS, (field, place) -> FormField.check(field, place, ui.findings()));
        refuseRepeated(ui, names);
        if (schema != null && schema.isObject() && ui.has("form")) {
            compare(ui, names, schema);
        }
        ui.done();
    }

    /** These end up in the names of style classes. */
    private static void word(Fields ui, String name) {
        var word = ui.text(name, LONGEST_WORD);
        if (word != null && !word.isEmpty() && !WORD.matcher(word).matches()) {
            ui.refuse(name, "Expected letters, digits and # : _ -, but found \"%s\"".formatted(Found.cut(word)));
        }
    }

    private static void refuseRepeated(Fields ui, List<String> names) {
        var seen = new HashSet<String>();
        for (int index = 0; index < names.size(); index++) {
            var name = names.get(index);
            if (!name.isEmpty() && !seen.add(name)) {
                ui.findings()
                        .add(
                                nameAt(ui, index),
                                "Expected every field once, but '%s' comes again".formatted(Found.cut(name)));
            }
        }
    }

    private static void compare(Fields ui, List<String> names, JsonNode schema) {
        var properties = schema.path("properties");
        if (schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue()
                && !schema.has("patternProperties")) {
            refuseUnknown(ui, names, properties);
        }
        var form = Set.copyOf(names);
        schema.path("required").forEach(required -> {
            var name = required.asText();
            if (!form.contains(name) && !properties.path(name).has("default")) {
                ui.refuse(
                        "form",
                        "Expected a field for '%s', which the schema requires, but the form has none"
                                .formatted(Found.cut(name)));
            }
        });
    }

    private static void refuseUnknown(Fields ui, List<String> names, JsonNode properties) {
        for (int index = 0; index < names.size(); index++) {
            var name = names.get(index);
            if (!name.isEmpty() && !properties.has(name)) {
                ui.findings()
                        .add(
                                nameAt(ui, index),
                                "Expected a property of the schema, which allows no others, but found '%s'"
                                        .formatted(Found.cut(name)));
            }
        }
    }

    private static String nameAt(Fields ui, int index) {
        return Pointers.child(Pointers.child(ui.at("form"), index), "name");
    }
}
