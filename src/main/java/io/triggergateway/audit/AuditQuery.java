package io.triggergateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null means any.
 *
 * @param what verb and noun, or one of the two
 * @param from the earliest time, inclusive
 * @param to the latest time, inclusive
 */
public record AuditQuery(
        @Nullable String who,
        @Nullable String what,
        @Nullable Instant from,
        @Nullable Instant to) {
    boolean wants(JsonNode entry) {
        return (who == null || who.equals(entry.path("who").asText()))
                && isWhat(entry.path("what").asText());
    }

    private boolean isWhat(String done) {
        return what == null || what.equals(done) || List.of(done.split(" ", 2)).contains(what);
    }

    /** The lower bound as Redis has it in ranges of a stream. */
    String first() {
        return from == null ? "-" : Long.toString(from.toEpochMilli());
    }

    /** The upper bound. */
    String last() {
        return to == null ? "+" : Long.toString(to.toEpochMilli());
    }
}
