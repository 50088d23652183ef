package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
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
        var form = ui.each("form", MOST_FIELDS, (field, place) -> FormField.read(field, place, ui.findings()));
        refuseRepeated(ui, form);
        if (schema != null && schema.isObject() && ui.has("form")) {
            FormSchema.compare(ui, form, schema);
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

    private static void refuseRepeated(Fields ui, List<FormField> form) {
        var seen = new HashSet<String>();
        for (int index = 0; index < form.size(); index++) {
            var field = form.get(index);
            if (!field.name().isEmpty() && !seen.add(field.name())) {
                ui.findings()
                        .add(
                                FormSchema.at(ui, index, "name"),
                                "Expected every field once, but '%s' comes again".formatted(Found.cut(field.name())));
            }
        }
    }
}
