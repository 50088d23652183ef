package io.triggergateway.expression;

/** What came of evaluating an expression, in CEL's own values. */
sealed interface Evaluation {
    record Value(Object value) implements Evaluation {}

    record Failed(String reason) implements Evaluation {}
}
