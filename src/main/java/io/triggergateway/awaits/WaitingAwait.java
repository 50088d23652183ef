package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Reply;
import io.triggergateway.trigger.AwaitReader;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitWriter;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Instants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits.
 *
 * @param body hash of what was registered
 * @param remindAt null when there is no reminder, or it was sent
 * @param token hash of the token that opens its URL; empty for none
 */
public record WaitingAwait(
        Place place,
        int partition,
        long generation,
        String body,
        AwaitSpec spec,
        Instant createdAt,
        Instant deadline,
        @Nullable Instant remindAt,
        String token) {

    /** Empty when there is nothing. */
    static Optional<WaitingAwait> of(Place place, int partition, Reply flat) {
        var fields = new HashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields.containsKey("generation") ? Optional.of(of(place, partition, fields)) : Optional.empty();
    }

    private static WaitingAwait of(Place place, int partition, Map<String, String> fields) {
        var remind = fields.get("remind");
        return new WaitingAwait(
                place,
                partition,
                Long.parseLong(fields.getOrDefault("generation", "0")),
                fields.getOrDefault("body", ""),
                spec(fields.getOrDefault("definition", "{}")),
                instant(fields.getOrDefault("created", "0")),
                instant(fields.getOrDefault("at", "0")),
                remind == null ? null : instant(remind),
                fields.getOrDefault("token", ""));
    }

    private static AwaitSpec spec(String definition) {
        var json = Objects.requireNonNull(Json.parseOrNull(definition.getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(AwaitReader.read(json, new Findings()), "Expected a stored await to be readable");
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** As answers show it: without secrets, and without its URL. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("runId", place.runId())
                .put("stepId", place.stepId())
                .put("state", "waiting")
                .put("createdAt", Instants.format(createdAt))
                .put("deadline", Instants.format(deadline));
        if (remindAt != null) {
            document.put("remindAt", Instants.format(remindAt));
        }
        document.setAll(AwaitWriter.masked(spec));
        return document;
    }
}
