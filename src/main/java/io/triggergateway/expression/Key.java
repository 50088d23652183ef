package io.triggergateway.expression;

import java.util.Set;

/** An expression whose value tells firings apart: for limits of their own, and for duplicates. */
public final class Key {
    /** Longest key, in characters. */
    public static final int MAX_LENGTH = 1024;

    /** Whole doubles up to here are exact, so 42.0 and 42 are the same key. */
    private static final double EXACT = 9_007_199_254_740_992d;

    private final Expression expression;

    Key(Expression expression) {
        this.expression = expression;
    }

    /** The top-level names that it reads. */
    public Set<String> names() {
        return expression.names();
    }

    /** A text, number or truth value as a text; anything else, and the empty text, fails. */
    public KeyResult of(Variables variables) {
        return switch (expression.run(variables)) {
            case Evaluation.Value(var value) -> key(value);
            case Evaluation.Failed(var reason) -> new KeyResult.Failed(reason);
        };
    }

    private static KeyResult key(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Boolean flag -> text(flag.toString());
            case Double number -> number(number);
            case Number number -> text(number.toString());
            default -> failed(Reasons.kind(value));
        };
    }

    private static KeyResult number(double number) {
        if (!Double.isFinite(number)) {
            return failed("a number that is not finite");
        }
        return text(
                number == Math.rint(number) && Math.abs(number) <= EXACT
                        ? Long.toString((long) number)
                        : Double.toString(number));
    }

    private static KeyResult text(String text) {
        if (text.isEmpty()) {
            return failed("an empty text");
        }
        return text.length() > MAX_LENGTH
                ? failed("a text of %,d characters".formatted(text.length()))
                : new KeyResult.Value(text);
    }

    private static KeyResult failed(String found) {
        return new KeyResult.Failed(
                "Expected the key to be a text of 1 to 1,024 characters or a number, but it is %s".formatted(found));
    }
}
