package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which slots of a schedule somebody wants fired.
 *
 * @param from the first instant
 * @param to the last instant, not before {@code from}
 * @param overlap in place of the schedule's own; null keeps that
 */
public record BackfillRange(Instant from, Instant to, ScheduleSpec.@Nullable Overlap overlap) {
    /** The document that {@link BackfillReader} reads as this range. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("from", Instants.format(from))
                .put("to", Instants.format(to));
        if (overlap != null) {
            document.put("overlap", Words.of(overlap));
        }
        return document;
    }
}
