package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a transform. */
public sealed interface TransformResult {
    /** The new data; may share parts with the payload, so neither is to be changed. */
    record Value(JsonNode json) implements TransformResult {}

    /** It failed; {@code reason} is for the trigger's owner. */
    record Failed(String reason) implements TransformResult {}
}
