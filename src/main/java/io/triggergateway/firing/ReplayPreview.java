package io.triggergateway.firing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk replay would take.
 *
 * @param matched how many it would fire again
 * @param notKept how many are meant, but without a payload
 * @param scanned how many lines of the log were looked at
 * @param complete false when the log has more than was looked at: then the others are the least
 * @param oldest the oldest that matched; null when none did
 * @param newest the newest that matched; null when none did
 */
public record ReplayPreview(
        long matched,
        long notKept,
        long scanned,
        boolean complete,
        @Nullable Instant oldest,
        @Nullable Instant newest) {
    /** The document that answers carry. */
    public ObjectNode document(String trigger) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("trigger", trigger)
                .put("dryRun", true)
                .put("matched", matched)
                .put("notKept", notKept)
                .put("scanned", scanned)
                .put("complete", complete)
                .put("oldest", oldest == null ? null : Instants.format(oldest))
                .put("newest", newest == null ? null : Instants.format(newest));
    }
}
