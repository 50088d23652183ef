package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads which slots a backfill is about. */
public final class BackfillReader {
    private BackfillReader() {}

    /** The range; null when {@code findings} has errors. */
    public static @Nullable BackfillRange read(JsonNode document, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        fields.require("from", "the first instant");
        fields.require("to", "the last instant");
        var from = Objects.requireNonNullElse(fields.instant("from"), Instant.EPOCH);
        var to = Objects.requireNonNullElse(fields.instant("to"), Instant.EPOCH);
        var overlap = fields.has("overlap")
                ? fields.word("overlap", ScheduleSpec.Overlap.class, ScheduleSpec.Overlap.ALLOW)
                : null;
        fields.done();
        if (findings.errors().isEmpty() && to.isBefore(from)) {
            fields.refuse("to", "Expected 'to' not to be before 'from', but it is");
        }
        return findings.errors().isEmpty() ? new BackfillRange(from, to, overlap) : null;
    }
}
