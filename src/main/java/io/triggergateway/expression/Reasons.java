package io.triggergateway.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sentences for what the library reports; they name keys and types, never values. */
final class Reasons {
    static final String TOO_COSTLY =
            "Expected an expression that is cheap to evaluate, but this payload takes it over the cost limit";

    private static final int LONGEST_PART = 100;
    private static final int LONGEST_ISSUE = 300;
    private static final Pattern FIELD = Pattern.compile("Error resolving field '(.*?)'\\.", Pattern.DOTALL);
    private static final Pattern KEY =
            Pattern.compile("^(?:[^:]*:\\d+: )?(?:key '(.*)' is not present in map\\.|(.*))$", Pattern.DOTALL);
    private static final Pattern FUNCTION = Pattern.compile("for function '([^']*)'");
    private static final Pattern POSITION = Pattern.compile("^evaluation error at [^:]*:(\\d+)");

    private Reasons() {}

    /** Why an expression does not compile. */
    static String of(CelIssue issue) {
        var place = issue.getSourceLocation();
        var message = cut(issue.getMessage().replace(" (in container '')", ""), LONGEST_ISSUE);
        return place.getLine() < 1
                ? "Expected a CEL expression, but %s".formatted(message)
                : "Expected a CEL expression, but at line %d, column %d: %s"
                        .formatted(place.getLine(), place.getColumn() + 1, message);
    }

    /** Why an evaluation failed. */
    static String of(CelEvaluationException failure) {
        var message = String.valueOf(failure.getMessage());
        return failure.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED
                ? TOO_COSTLY
                : sentence(failure.getErrorCode(), message) + place(message);
    }

    private static String sentence(CelErrorCode code, String message) {
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> missing(message);
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD ->
                "Expected values that fit together, but %s does not take these types; convert with double(), int() or string()"
                        .formatted(function(message));
            case INDEX_OUT_OF_BOUNDS -> "Expected an index within the list, but it is outside";
            case DIVIDE_BY_ZERO -> "Expected a divisor other than zero, but it is zero";
            case NUMERIC_OVERFLOW -> "Expected a number in range, but the result is too large or too small";
            case BAD_FORMAT -> "Expected a value that can be converted, but it has another form";
            case DUPLICATE_ATTRIBUTE -> "Expected the keys of a map to differ, but one comes twice";
            case TYPE_NOT_FOUND -> "Expected a known type, but there is none of that name";
            case ITERATION_BUDGET_EXCEEDED -> TOO_COSTLY;
            case INVALID_ARGUMENT -> "Expected an argument that the function takes, but this one is not valid";
            case INTERNAL_ERROR -> "Expected the expression to give a value, but it failed";
        };
    }

    private static String missing(String message) {
        var field = FIELD.matcher(message);
        if (field.find()) {
            return "Expected an object with the field '%s', but it is no object"
                    .formatted(cut(field.group(1), LONGEST_PART));
        }
        var key = KEY.matcher(message);
        var name = key.matches() ? Objects.requireNonNullElse(key.group(1), key.group(2)) : message;
        return "Expected the key '%s', but it is not there; ask with has() or in first"
                .formatted(cut(name, LONGEST_PART));
    }

    private static String function(String message) {
        var found = FUNCTION.matcher(message);
        return found.find() ? found.group(1).replace("_", "").replace("@", "") : "a function";
    }

    private static String place(String message) {
        var found = POSITION.matcher(message);
        return found.find() ? " (at character %d)".formatted(Integer.parseInt(found.group(1)) + 1) : "";
    }

    /** What a value is, without showing it. */
    static String kind(Object value) {
        return switch (value) {
            case NullValue ignored -> "null";
            case Boolean ignored -> "a truth value";
            case String ignored -> "a text";
            case Number ignored -> "a number";
            case CelByteString ignored -> "bytes";
            case Instant ignored -> "a timestamp";
            case Duration ignored -> "a duration";
            case Collection<?> ignored -> "a list";
            case Map<?, ?> ignored -> "an object";
            case Optional<?> ignored -> "an optional value";
            default -> "a value of another type";
        };
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
