package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which firings of a trigger somebody wants again.
 *
 * @param from the first instant; null for the beginning of the log
 * @param to the last instant; null for now
 * @param last only so many, the newest; null for all
 * @param filter CEL over what came in; null for all
 * @param flows only these are started; empty for all that subscribe
 * @param statuses only firings with one of these; empty for all
 * @param replays true when firings that are replays themselves are meant too
 * @param dryRun true when nothing is to be fired
 */
public record ReplaySelection(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long last,
        @Nullable String filter,
        List<String> flows,
        List<FiringStatus> statuses,
        boolean replays,
        boolean dryRun) {
    public ReplaySelection {
        flows = List.copyOf(flows);
        statuses = List.copyOf(statuses);
    }

    /** The document that {@link ReplayReader} reads as this selection. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance.objectNode();
        if (from != null) {
            document.put("from", Instants.format(from));
        }
        if (to != null) {
            document.put("to", Instants.format(to));
        }
        if (last != null) {
            document.put("last", last);
        }
        if (filter != null) {
            document.put("filter", filter);
        }
        if (!flows.isEmpty()) {
            var list = document.putArray("flows");
            flows.forEach(list::add);
        }
        if (!statuses.isEmpty()) {
            var list = document.putArray("status");
            statuses.forEach(status -> list.add(Words.of(status)));
        }
        if (replays) {
            document.put("replays", true);
        }
        return document;
    }
}
