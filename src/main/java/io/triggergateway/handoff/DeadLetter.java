package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.Instants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message that a group was handed too often, and what is known of its end. */
record DeadLetter(DeadLetterId id, Map<String, byte[]> fields) {
    private static final String OWN = "dead.";
    private static final Set<String> PAYLOAD = Set.of("data", "dataRef");
    private static final Set<String> JSON_FIELDS = Set.of("data", "meta");

    String group() {
        return own("group");
    }

    /** The key of its large payload; null when it has none. */
    @Nullable
    String payloadKey() {
        var key = fields.get("dataRef");
        return key == null ? null : text(key);
    }

    /** As lists show it: without its data. */
    ObjectNode summary() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("stream", Streams.shown(id.stream()))
                .put("partition", id.partition())
                .put("time", Instants.format(Instant.ofEpochMilli(id.time())))
                .put("group", group())
                .put("consumer", own("consumer"))
                .put("deliveries", Long.parseLong(own("deliveries")))
                .put("lastDelivered", own("lastDelivered"))
                .put("entryId", own("entryId"));
        var message = document.putObject("message");
        fields.forEach((field, value) -> {
            if (!field.startsWith(OWN) && !PAYLOAD.contains(field)) {
                put(message, field, value);
            }
        });
        return document;
    }

    /** As it is shown alone. */
    ObjectNode document(byte @Nullable [] payload) {
        var document = summary();
        var data = payload == null ? fields.get("data") : payload;
        if (data != null) {
            put(document.withObject("/message"), "data", data);
        }
        return document;
    }

    private static void put(ObjectNode message, String field, byte[] value) {
        var json = JSON_FIELDS.contains(field) ? Json.readBack(value) : null;
        if (json == null) {
            message.put(field, text(value));
        } else {
            message.set(field, json);
        }
    }

    private String own(String field) {
        return text(fields.getOrDefault(OWN + field, new byte[0]));
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
