package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Flows as callers send them back. */
final class FlowDocuments {
    private static final List<String> ADDED_BY_THE_GATEWAY = List.of("origin", "version");

    private FlowDocuments() {}

    /** The caller's own part, so that what was read can be written back. */
    static JsonNode own(JsonNode document) {
        return document instanceof ObjectNode object ? object.deepCopy().without(ADDED_BY_THE_GATEWAY) : document;
    }
}
