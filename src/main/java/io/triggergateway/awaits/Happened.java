package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.expression.Variables;
import io.triggergateway.payload.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A firing as those see it who wait for it: what its record tells, so that it does not matter who came first.
 *
 * @param position in the trigger's log
 * @param payload JSON as bytes
 * @param data after the trigger's transform, JSON as bytes; the same array as the payload when there is none
 * @param meta JSON as bytes
 * @param traceparent empty for none
 */
record Happened(
        String trigger,
        String firingId,
        LogPosition position,
        Instant time,
        byte[] payload,
        byte[] data,
        byte[] meta,
        String traceparent) {

    JsonNode payloadJson() {
        return json(payload);
    }

    JsonNode dataJson() {
        return json(data);
    }

    ObjectNode metaJson() {
        return json(meta) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /** What filters see. */
    Variables variables() {
        return new Variables(trigger, time, (Supplier<JsonNode>) this::payloadJson, facts());
    }

    private RequestFacts facts() {
        var meta = metaJson();
        var headers = new HashMap<String, List<String>>();
        meta.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        return new RequestFacts(meta.path("method").asText(), meta.path("ip").asText(), headers, Map.of(), Map.of());
    }

    /** Roughly what it takes in memory. */
    long size() {
        return 500L + payload.length + (data == payload ? 0 : data.length) + meta.length;
    }

    private static JsonNode json(byte[] bytes) {
        var json = Json.readBack(bytes);
        return json == null ? NullNode.getInstance() : json;
    }
}
