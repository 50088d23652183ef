package io.triggergateway.firing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a start that waited for a person.
 *
 * @param changed true when the flow got other data than it would have got
 * @param by the name of whoever decided; null when nobody did in time
 */
public record Decision(
        String flow,
        Action action,
        Instant at,
        boolean changed,
        @Nullable String by) {
    /** What was decided. */
    public enum Action {
        EXECUTED,
        DISMISSED,
        EXPIRED
    }

    private static final int PARTS = 5;

    /** Reads the lines that the scripts wrote: flow, action, time, whether the data were changed, and who. */
    static List<Decision> read(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", PARTS))
                .map(parts -> new Decision(
                        parts[0],
                        Words.parse(Action.class, parts[1]).orElseThrow(),
                        Instant.ofEpochMilli(Long.parseLong(parts[2])),
                        parts[3].equals("1"),
                        parts[4].isEmpty() ? null : parts[4]))
                .toList();
    }

    /** For people, such as {@code alice executed 'ship' at 2026-11-23T10:00:00.000Z}. */
    public String sentence() {
        var when = Instants.format(at);
        return by == null
                ? "the time of '%s' was over at %s".formatted(flow, when)
                : "%s %s '%s' at %s".formatted(by, Words.of(action), flow, when);
    }

    ObjectNode document() {
        var document = JsonNodeFactory.instance.objectNode().put("flow", flow).put("action", Words.of(action));
        document.put("at", Instants.format(at));
        if (by != null) {
            document.put("by", by);
        }
        if (changed) {
            document.put("dataChanged", true);
        }
        return document;
    }
}
