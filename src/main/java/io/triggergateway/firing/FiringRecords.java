package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.accept.StoredPayload;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a firing's record, which the door has written. */
final class FiringRecords {
    private FiringRecords() {}

    /** The firing of a record that has at least its trigger and its time. */
    static Firing read(String id, int partition, Map<String, byte[]> record) {
        return new Firing(
                id,
                partition,
                text(record, "trigger"),
                text(record, "status"),
                record.containsKey("reason") ? text(record, "reason") : null,
                Instant.ofEpochMilli(Long.parseLong(text(record, "time"))),
                json(record.get("meta")),
                starts(json(record.get("starts"))),
                payload(record, "payload"),
                payload(record, "data"));
    }

    private static String text(Map<String, byte[]> record, String field) {
        return new String(record.getOrDefault(field, new byte[0]), StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte @Nullable [] value) {
        var json = value == null ? null : Json.parseOrNull(value);
        return json == null ? JsonNodeFactory.instance.objectNode() : json;
    }

    private static List<Firing.Start> starts(JsonNode list) {
        var starts = new ArrayList<Firing.Start>();
        list.forEach(start -> starts.add(new Firing.Start(
                start.path("flow").asText(),
                start.path("stream").asText(),
                start.path("pending").asBoolean())));
        return starts;
    }

    private static @Nullable JsonNode payload(Map<String, byte[]> record, String field) {
        var payload = StoredPayload.get(record, field);
        return payload == null ? null : Json.parseOrNull(payload);
    }
}
