package io.triggergateway.expression;

/** What came of a key expression. */
public sealed interface KeyResult {
    /** The key; never empty. */
    record Value(String key) implements KeyResult {}

    /** There is none; {@code reason} is for the trigger's owner. */
    record Failed(String reason) implements KeyResult {}
}
