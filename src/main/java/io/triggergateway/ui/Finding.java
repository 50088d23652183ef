package io.triggergateway.ui;

import io.triggergateway.trigger.FieldError;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a definition, and with which field of the form.
 *
 * @param at the place of the field; empty where the form has none for it
 * @param label of the field, or the pointer
 */
record Finding(String at, String label, String sentence) {
    static Finding of(FieldError error, List<EditorField> fields) {
        var pointer = error.pointer();
        return field(pointer, fields)
                .map(field -> new Finding(field.at(), field.label(), error.detail()))
                .orElseGet(() -> new Finding("", pointer, error.detail()));
    }

    /** The field of a place, or of the nearest around it. */
    private static Optional<EditorField> field(String pointer, List<EditorField> fields) {
        return switch (pointer) {
            case "/endpoint/auth", "/endpoint/auth/type" -> named(Variant.AUTH, fields);
            case "/schedule" ->
                fields.stream()
                        .filter(field -> !field.when().isEmpty())
                        .findFirst()
                        .or(() -> named(Variant.TIMING, fields));
            case "/endpoint/auth/secrets" -> named("/endpoint/auth/secret", fields);
            default ->
                fields.stream()
                        .filter(field -> pointer.equals(field.at()) || pointer.startsWith(field.at() + "/"))
                        .max(Comparator.comparingInt(field -> field.at().length()));
        };
    }

    private static Optional<EditorField> named(String at, List<EditorField> fields) {
        return fields.stream().filter(field -> field.at().equals(at)).findFirst();
    }

    public String id() {
        return at.isEmpty() ? "" : FieldView.id(at);
    }
}
