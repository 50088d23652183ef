package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.Ids;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One firing, as its record has it.
 *
 * @param partition where it is stored
 * @param status the word of a {@code FiringStatus}
 * @param reason why it did not start everything; null when there is nothing to say
 * @param meta facts of the source, without credentials
 * @param starts the flows that it started, and those that wait for a person
 * @param payload what came in; null when it was not read or not kept
 * @param data what the flows got; null when it was not read or not kept
 */
public record Firing(
        String id,
        int partition,
        String trigger,
        String status,
        @Nullable String reason,
        Instant time,
        JsonNode meta,
        List<Start> starts,
        @Nullable JsonNode payload,
        @Nullable JsonNode data) {

    public Firing {
        starts = List.copyOf(starts);
    }

    /**
     * A flow of a firing.
     *
     * @param stream empty for the standard one
     * @param pending true while a person has to start it
     */
    public record Start(String flow, String stream, boolean pending) {}

    /** The document that answers carry. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("firingId", id)
                .put("trigger", trigger)
                .put("status", status);
        if (reason != null) {
            document.put("reason", reason);
        }
        document.put("time", Instants.format(time));
        var runs = document.putArray("runs");
        var pending = document.putArray("pending");
        for (var start : starts) {
            if (start.pending()) {
                pending.add(start.flow());
            } else {
                runs.addObject().put("flow", start.flow()).put("runId", Ids.run(partition, id, start.flow()));
            }
        }
        document.set("meta", meta);
        setIfKept(document, "payload", payload);
        setIfKept(document, "data", data == null ? payload : data);
        return document;
    }

    private static void setIfKept(ObjectNode document, String name, @Nullable JsonNode value) {
        if (value != null) {
            document.set(name, value);
        }
    }
}
