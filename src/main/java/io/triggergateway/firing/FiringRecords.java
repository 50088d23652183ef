package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.accept.StoredPayload;
import io.triggergateway.accept.Timings;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
                orNull(record, "reason"),
                Instant.ofEpochMilli(Long.parseLong(text(record, "time"))),
                json(record.get("meta")),
                starts(json(record.get("starts"))),
                Decision.read(text(record, "decisions")),
                Timings.read(orNull(record, "timings")),
                orNull(record, "replayOf"),
                orNull(record, "traceparent"),
                held(text(record, "overlap")),
                null);
    }

    /**
     * What the firing of a whole record came with.
     *
     * @param waiting what waits for a person, by flow
     */
    static Firing.Content content(Map<String, byte[]> record, Map<String, byte[]> waiting) {
        var data = new HashMap<String, JsonNode>();
        waiting.forEach((flow, bytes) -> data.put(flow, json(bytes)));
        return new Firing.Content(payload(record, "payload"), payload(record, "data"), data);
    }

    /** Lines of a word and a flow. */
    private static Map<String, String> held(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
    }

    private static @Nullable String orNull(Map<String, byte[]> record, String field) {
        return record.containsKey(field) ? text(record, field) : null;
    }

    private static String text(Map<String, byte[]> record, String field) {
        return new String(record.getOrDefault(field, new byte[0]), StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte @Nullable [] value) {
        var json = value == null ? null : Json.readBack(value);
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
        return payload == null ? null : Json.readBack(payload);
    }
}
