package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name of the property that it fills; empty when it is all of the data
 * @param description empty for none
 * @param options what can be chosen; empty for other kinds
 * @param standard what it begins with; null for nothing
 * @param look what only some kinds have
 */
public record InputField(
        String name,
        Kind kind,
        String label,
        String description,
        boolean required,
        List<InputOption> options,
        @Nullable JsonNode standard,
        Look look) {
    private static final String WHOLE = "answer";
    private static final int MOST_AT_A_GLANCE = 6;

    /** What it takes. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        SELECT,
        DATE,
        JSON
    }

    /**
     * How it is drawn.
     *
     * @param input type of the HTML element
     * @param mode of the keyboard
     * @param placeholder empty for none
     */
    public record Look(String input, String mode, String placeholder, boolean multiline) {}

    public InputField {
        options = List.copyOf(options);
    }

    /** What it is called in what the form sends. */
    public String key() {
        return name.isEmpty() ? WHOLE : name;
    }

    /** True where all options are seen at once. */
    public boolean atAGlance() {
        return kind == Kind.SELECT && options.size() <= MOST_AT_A_GLANCE;
    }

    /** True where each option can be a button of its own. */
    boolean decides() {
        return required && atAGlance() && !options.isEmpty();
    }

    /** What stands in it before anybody has written anything. */
    String initially() {
        if (standard == null) {
            return "";
        }
        return switch (kind) {
            case SELECT ->
                options.stream()
                        .filter(option -> option.value().equals(standard))
                        .map(InputOption::key)
                        .findFirst()
                        .orElse("");
            case JSON -> standard.toPrettyString();
            case TEXT, NUMBER, BOOLEAN, DATE -> standard.asText();
        };
    }
}
