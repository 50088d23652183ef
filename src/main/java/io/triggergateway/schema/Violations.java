package io.triggergateway.schema;

import com.networknt.schema.Error;
import java.util.Objects;

/** Sentences for what does not fit a schema; long values and names are cut. */
final class Violations {
    private static final int LONGEST = 100;

    private Violations() {}

    static String sentence(Error error) {
        return switch (Objects.requireNonNullElse(error.getKeyword(), "")) {
            case "required" -> "Expected the property '%s', but it is missing".formatted(cut(error.getProperty()));
            case "additionalProperties", "unevaluatedProperties" ->
                "Expected only the properties that the schema names, but found '%s'"
                        .formatted(cut(error.getProperty()));
            case "type" -> type(error);
            case "false" -> "Expected no value here, but there is one";
            default ->
                "Expected a value that fits '%s' of the schema, but it %s"
                        .formatted(error.getKeyword(), cut(error.getMessage()));
        };
    }

    private static String type(Error error) {
        var arguments = error.getArguments();
        return arguments.length < 2
                ? "Expected a value of another type"
                : "Expected the type %s, but found %s"
                        .formatted(cut(arguments[1].toString()), cut(arguments[0].toString()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
