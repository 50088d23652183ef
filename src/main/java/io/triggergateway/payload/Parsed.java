package io.triggergateway.payload;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of reading a body. */
public sealed interface Parsed {
    /** The body as a JSON value. */
    record Value(JsonNode json) implements Parsed {}

    /** The body is not what its content type says; {@code detail} may be shown to the sender. */
    record Malformed(String detail) implements Parsed {}
}
