package io.triggergateway.verify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text with expressions in it; written piece by piece, so that large values are never joined. */
final class Template {
    sealed interface Piece {
        record Literal(byte[] text) implements Piece {}

        record Value(ValueExpression expression) implements Piece {}

        /** Left out when the expression yields nothing. */
        record Segment(ValueExpression expression, Template inner) implements Piece {}

        /** The value of the segment that it stands in. */
        record Matched() implements Piece {}
    }

    private static final byte[] NOTHING = {};

    private final String text;
    private final List<Piece> pieces;

    Template(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
    }

    /** As written. */
    String text() {
        return text;
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** False when a value is missing or there are several where one is meant. */
    boolean writeTo(Scope scope, Sink sink) {
        return writeTo(scope, sink, NOTHING);
    }

    private boolean writeTo(Scope scope, Sink sink, byte[] matched) {
        for (var piece : pieces) {
            if (!write(piece, scope, sink, matched)) {
                return false;
            }
        }
        return true;
    }

    private static boolean write(Piece piece, Scope scope, Sink sink, byte[] matched) {
        return switch (piece) {
            case Piece.Literal(var literal) -> put(literal, sink);
            case Piece.Matched() -> put(matched, sink);
            case Piece.Value(var expression) -> {
                var values = expression.evaluate(scope);
                yield values.size() == 1 && put(values.getFirst(), sink);
            }
            case Piece.Segment(var expression, var inner) -> {
                var values = expression.evaluate(scope);
                yield values.isEmpty() || values.size() == 1 && inner.writeTo(scope, sink, values.getFirst());
            }
        };
    }

    private static boolean put(byte[] bytes, Sink sink) {
        sink.accept(bytes);
        return true;
    }

    /** The whole text; null when a value is missing. */
    byte @Nullable [] render(Scope scope) {
        var out = new ByteArrayOutputStream();
        return writeTo(scope, out::writeBytes) ? out.toByteArray() : null;
    }

    /** Why it could not be written. */
    Verdict.Refused refusal(Scope scope) {
        for (var piece : pieces) {
            var values = piece instanceof Piece.Value(var expression) ? expression.evaluate(scope) : null;
            if (values != null && values.isEmpty()) {
                return Refusals.missing(describe(piece));
            }
        }
        return expressions().stream()
                .filter(expression -> expression.evaluate(scope).size() > 1)
                .findFirst()
                .map(expression -> Refusals.repeated(expression.description()))
                .orElseGet(() -> Refusals.missing("every value of \"%s\"".formatted(text)));
    }

    private static String describe(Piece piece) {
        return piece instanceof Piece.Value(var expression) ? expression.description() : "a value";
    }

    /** Every expression in it, those of segments included. */
    List<ValueExpression> expressions() {
        var found = new ArrayList<ValueExpression>();
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Literal literal -> {}
                case Piece.Matched matched -> {}
                case Piece.Value(var expression) -> found.add(expression);
                case Piece.Segment(var expression, var inner) -> {
                    found.add(expression);
                    found.addAll(inner.expressions());
                }
            }
        }
        return found;
    }

    boolean usesSecret() {
        return expressions().stream().anyMatch(ValueExpression::usesSecret);
    }

    boolean exposesSecret() {
        return expressions().stream().anyMatch(ValueExpression::exposesSecret);
    }
}
