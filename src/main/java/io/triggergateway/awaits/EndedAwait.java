package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import java.time.Instant;

/**
 * What became of an await.
 *
 * @param outcome resolved, timeout or cancelled
 * @param by who or what has ended it: {@code time}, {@code webhook}, {@code run-ended}, {@code user:<name>} or
 *     {@code event:<firing>}
 */
public record EndedAwait(Place place, long generation, String body, String outcome, Instant at, String by) {
    private static final int FIELDS = 5;

    static EndedAwait of(Place place, String record) {
        var parts = record.split(" ", FIELDS);
        return new EndedAwait(
                place,
                Long.parseLong(parts[0]),
                parts[1],
                parts[2],
                Instant.ofEpochMilli(Long.parseLong(parts[3])),
                parts[4]);
    }

    /** As answers show it. */
    public ObjectNode document() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("runId", place.runId())
                .put("stepId", place.stepId())
                .put("state", "ended")
                .put("outcome", outcome)
                .put("endedAt", Instants.format(at))
                .put("endedBy", by);
    }

    /** Who has ended it and when, as the end of a sentence. */
    public String story() {
        return "it ended %s at %s, by %s".formatted(outcome, Instants.format(at), by);
    }
}
