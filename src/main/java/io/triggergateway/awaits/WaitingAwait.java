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
import java.util.List;
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
 * @param lastFiring where the log of the trigger ended that it waits for, when it began to wait; null for none
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
        String token,
        @Nullable LogPosition lastFiring) {
    /** As the script says that stores it. */
    private static final List<String> PARTS = List.of(
            "place",
            "body",
            "type",
            "home",
            "created",
            "at",
            "remind",
            "token",
            "path",
            "event",
            "shape",
            "bucket",
            "last",
            "flow",
            "stream",
            "sealed",
            "definition");

    /** What scripts need of a definition, and what is not stored in it a second time. */
    private static final List<String> APART = List.of("type", "path", "event", "flow", "stream");

    /** Empty when there is nothing. */
    static Optional<WaitingAwait> of(int partition, long generation, Reply stored) {
        var text = stored.textOrNull();
        if (text == null) {
            return Optional.empty();
        }
        var values = text.split(" ", PARTS.size());
        var parts = new HashMap<String, String>();
        for (int i = 0; i < values.length; i++) {
            parts.put(PARTS.get(i), values[i]);
        }
        return Optional.of(of(partition, generation, parts));
    }

    private static WaitingAwait of(int partition, long generation, Map<String, String> parts) {
        var remind = parts.getOrDefault("remind", "");
        var last = parts.getOrDefault("last", "");
        return new WaitingAwait(
                Place.of(parts.getOrDefault("place", "")),
                partition,
                generation,
                parts.getOrDefault("body", ""),
                spec(parts),
                instant(parts.getOrDefault("created", "0")),
                instant(parts.getOrDefault("at", "0")),
                remind.isEmpty() ? null : instant(remind),
                parts.getOrDefault("token", ""),
                last.isEmpty() ? null : LogPosition.of(last));
    }

    private static AwaitSpec spec(Map<String, String> parts) {
        var definition = parts.getOrDefault("definition", "{}").getBytes(StandardCharsets.UTF_8);
        var json =
                Json.readBack(definition) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        for (var name : APART) {
            var value = parts.getOrDefault(name, "");
            if (!value.isEmpty()) {
                json.put(name, value);
            }
        }
        return Objects.requireNonNull(AwaitReader.read(json, new Findings()), "Expected a stored await to be readable");
    }

    /** A definition as it is stored, beside the parts that stand apart from it. */
    static byte[] stored(AwaitSpec spec) {
        return Json.write(AwaitWriter.whole(spec).without(APART));
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
