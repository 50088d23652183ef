package io.triggergateway.ui;

import io.triggergateway.trigger.Words;
import java.util.List;

/**
 * A field as a page draws it.
 *
 * @param id of its input
 * @param values what it holds; several only where several can be chosen
 * @param error what is wrong with it; empty when nothing is
 */
record FieldView(EditorField field, String id, List<String> values, String error) {
    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final String MASK = "***";

    static FieldView of(EditorField field, Entered entered, String error) {
        return new FieldView(field, id(field.at()), entered.all(field.at()), error);
    }

    /** The id of the input for a place. */
    static String id(String at) {
        return "f" + (at.startsWith("/") ? at : "/" + at).replaceAll("[^A-Za-z0-9]", "-");
    }

    public String kind() {
        return Words.of(field.kind());
    }

    public String value() {
        return values.isEmpty() ? "" : values.getLast();
    }

    public boolean isChecked() {
        return value().equals("true");
    }

    public boolean isOf(String choice) {
        return values.contains(choice);
    }

    /** Whether it holds something that cannot be chosen. */
    public boolean isUnlisted() {
        return field.choices().stream().noneMatch(choice -> choice.value().equals(value()));
    }

    public boolean isMultiline() {
        return switch (field.kind()) {
            case LONG, CODE, LIST, OPTIONS, VALUE, TEMPLATE -> true;
            case TEXT, WHOLE, DURATION, INSTANT, ZONE, WORD, SECRET, PROVIDER, CHECKS, FLAG, TRUTH, OFF -> false;
        };
    }

    /** Written for a machine: nobody corrects its spelling. */
    public boolean isCode() {
        return switch (field.kind()) {
            case CODE, VALUE, TEMPLATE, OPTIONS -> true;
            case LONG, LIST, TEXT, WHOLE, DURATION, INSTANT, ZONE, WORD, SECRET, PROVIDER -> false;
            case CHECKS, FLAG, TRUTH, OFF -> false;
        };
    }

    /** As many as it holds, within reason. */
    public int rows() {
        long lines = value().lines().count();
        int least = field.kind() == EditorField.Kind.VALUE || field.kind() == EditorField.Kind.TEMPLATE ? 4 : 2;
        return Math.clamp(lines + 1, least, 24);
    }

    /** A reference is no secret; a value is not shown while it is typed. */
    public String inputType() {
        boolean hidden = field.kind() == EditorField.Kind.SECRET
                && !value().isEmpty()
                && !value().startsWith(ENV)
                && !value().startsWith(FILE)
                && !value().equals(MASK);
        return hidden ? "password" : "text";
    }

    public String inputMode() {
        return field.kind() == EditorField.Kind.WHOLE ? "numeric" : "text";
    }

    /** What describes it, for screen readers; empty when nothing does. */
    public String describedBy() {
        return ((field.hint().isEmpty() ? "" : id + "-hint ") + id + "-error").strip();
    }

    /** Whether it holds anything beside what it begins with. */
    public boolean isUsed() {
        return !error.isEmpty() || !value().isEmpty() && !value().equals(field.standard());
    }
}
