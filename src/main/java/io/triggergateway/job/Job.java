package io.triggergateway.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.Words;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One piece of bulk work, as its record has it. Times are Redis's.
 *
 * @param kind the word of its {@link JobKind}
 * @param params what was asked for
 * @param waiting what it waits for; null while it goes on
 * @param total how many things there are; null while nobody knows
 * @param createdBy the name of a token
 * @param startedAt null before its first step
 * @param endedAt null while it runs
 * @param error why it failed; null otherwise
 * @param cursor where it stands; null at the beginning
 */
public record Job(
        String id,
        String kind,
        String trigger,
        JsonNode params,
        JobStatus status,
        @Nullable String waiting,
        @Nullable Long total,
        Progress progress,
        String createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String error,
        @Nullable String cursor) {

    private static final String NOT_ITS_TURN = "It has not begun: other jobs come first";

    /** The document that answers carry. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("kind", kind)
                .put("trigger", trigger)
                .put("status", Words.of(status));
        var reason = status == JobStatus.RUNNING && startedAt == null ? NOT_ITS_TURN : waiting;
        if (reason != null) {
            document.put("waiting", reason);
        }
        if (error != null) {
            document.put("error", error);
        }
        document.set("params", params);
        document.put("total", total)
                .put("done", progress.done())
                .put("skipped", progress.skipped())
                .put("failed", progress.failed());
        var counts = document.putObject("counts");
        new TreeMap<>(progress.details()).forEach(counts::put);
        return document.put("createdBy", createdBy)
                .put("createdAt", Instants.format(createdAt))
                .put("startedAt", text(startedAt))
                .put("endedAt", text(endedAt));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Instants.format(time);
    }
}
