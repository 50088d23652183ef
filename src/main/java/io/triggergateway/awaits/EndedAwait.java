package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of an await.
 *
 * @param outcome resolved, timeout or cancelled
 * @param by who or what has ended it: {@code time}, {@code run-ended}, {@code user:<name>}, {@code event:<firing>}, or
 *     {@code page} and {@code webhook} with {@code :<name>} where it is known, and what was decided after a space
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
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("runId", place.runId())
                .put("stepId", place.stepId())
                .put("state", "ended")
                .put("outcome", outcome)
                .put("endedAt", Instants.format(at))
                .put("endedBy", decider());
        decision().ifPresent(decision -> document.put("decision", decision));
        return document;
    }

    /** Who or what has ended it, without what was decided. */
    public String decider() {
        return hasDecision() ? by.substring(0, by.indexOf(' ')) : by;
    }

    /** What was decided, in the words of the page's button; empty where there was no such choice. */
    public Optional<String> decision() {
        return hasDecision() ? Optional.of(by.substring(by.indexOf(' ') + 1)) : Optional.empty();
    }

    private boolean hasDecision() {
        return by.indexOf(' ') > 0 && (by.startsWith("page") || by.startsWith("webhook"));
    }

    /** Who has ended it and when, as the end of a sentence. */
    public String story() {
        return "it ended %s at %s, by %s".formatted(outcome, Instants.format(at), decider());
    }
}
