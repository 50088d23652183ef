package io.triggergateway.page;

import io.triggergateway.trigger.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form as a template draws it, empty or as somebody has filled it in.
 *
 * @param buttons what the choice offers; one that only sends where there is no choice
 * @param errors all that has to be filled in otherwise
 */
public record FormView(List<FieldView> fields, ButtonsView buttons, List<ErrorView> errors) {
    /**
     * A field.
     *
     * @param value what stands in it
     * @param error empty for none
     */
    public record FieldView(String id, InputField field, String value, String error) {
        /** The ids of what is said about it; empty for nothing. */
        public String describedBy() {
            var hint = field.description().isEmpty() ? "" : id + "-hint";
            return error.isEmpty() ? hint : (hint + " " + id + "-error").strip();
        }

        public boolean isChecked() {
            return value.equals("true");
        }
    }

    /**
     * The buttons at the end.
     *
     * @param key what the choice is called in what is sent; empty when there is none
     */
    public record ButtonsView(String key, String label, String description, List<InputOption> options, String error) {}

    /**
     * A line of the summary.
     *
     * @param id of the field that it leads to; empty for none
     */
    public record ErrorView(String id, String sentence) {}

    /** An untouched form. */
    public static FormView of(InputForm form) {
        return of(form, null, List.of());
    }

    /**
     * A form with what was entered.
     *
     * @param entered by {@link InputField#key}; null when nobody has filled it in yet
     */
    public static FormView of(InputForm form, @Nullable Map<String, String> entered, List<FieldError> errors) {
        var fields = new ArrayList<FieldView>();
        var left = new ArrayList<>(errors);
        var summary = new ArrayList<ErrorView>();
        for (var field : form.fields()) {
            var id = "field-" + (fields.size() + 1);
            var value = entered == null ? field.initially() : entered.getOrDefault(field.key(), "");
            fields.add(new FieldView(id, field, value, take(field, left, id, summary)));
        }
        var buttons = buttons(form.choice(), left, summary);
        left.forEach(error -> summary.add(new ErrorView("", error.sentence())));
        return new FormView(List.copyOf(fields), buttons, List.copyOf(summary));
    }

    private static ButtonsView buttons(Optional<InputField> choice, List<FieldError> left, List<ErrorView> summary) {
        return choice.map(field -> new ButtonsView(
                        field.key(),
                        field.label(),
                        field.description(),
                        field.options(),
                        take(field, left, "decide", summary)))
                .orElseGet(() -> new ButtonsView("", "", "", List.of(), ""));
    }

    /** The errors of one field, which are then no longer among those that are left. */
    private static String take(InputField field, List<FieldError> left, String id, List<ErrorView> summary) {
        var own = left.stream().filter(error -> isOf(field, error)).toList();
        left.removeAll(own);
        own.forEach(error -> summary.add(new ErrorView(id, field.label() + ": " + error.detail())));
        return String.join(" ", own.stream().map(FieldError::detail).toList());
    }

    private static boolean isOf(InputField field, FieldError error) {
        var pointer = "/" + field.name().replace("~", "~0").replace("/", "~1");
        return field.name().isEmpty()
                || error.pointer().equals(pointer)
                || error.pointer().startsWith(pointer + "/");
    }
}
