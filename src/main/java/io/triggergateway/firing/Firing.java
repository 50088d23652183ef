package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.Ids;
import io.triggergateway.accept.Timings;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One firing, as its record has it.
 *
 * @param partition where it is stored
 * @param status the word of a {@code FiringStatus}
 * @param reason why it did not start everything; null when there is nothing to say
 * @param meta facts of the source, without credentials
 * @param starts the flows that it started, and those that a person starts
 * @param decisions what became of those
 * @param timings null when nothing was written
 * @param replayOf the firing that was fired again; null when it is the first of its kind
 * @param traceparent W3C trace context; null when there is none
 * @param held what became of flows whose former run was active: {@code skipped}, {@code queued} or {@code replaced}
 * @param content null in lists, which do not read it
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
        List<Decision> decisions,
        Timings.@Nullable Written timings,
        @Nullable String replayOf,
        @Nullable String traceparent,
        Map<String, String> held,
        @Nullable Content content) {

    public Firing {
        starts = List.copyOf(starts);
        decisions = List.copyOf(decisions);
        held = Map.copyOf(held);
    }

    /**
     * A flow of a firing.
     *
     * @param stream empty for the standard one
     * @param pending true when a person has to start it, also after somebody has decided
     */
    public record Start(String flow, String stream, boolean pending) {}

    /**
     * What came in, and what is made of it.
     *
     * @param payload what came in; null when it was not kept
     * @param data what the flows got; null when it is the payload
     * @param waiting what the flows would get that wait for a person
     */
    public record Content(
            @Nullable JsonNode payload, @Nullable JsonNode data, Map<String, JsonNode> waiting) {
        public Content {
            waiting = Map.copyOf(waiting);
        }
    }

    /** What came in; null when it was not read or not kept. */
    public @Nullable JsonNode payload() {
        return content == null ? null : content.payload();
    }

    /** What the trigger's transform made of it; null when there is none, or it was not read or not kept. */
    public @Nullable JsonNode data() {
        return content == null ? null : content.data();
    }

    /** The flows that wait for a person. */
    public List<String> pending() {
        return starts.stream()
                .filter(start -> start.pending() && decisionAbout(start).isEmpty())
                .map(Start::flow)
                .toList();
    }

    /** The flows that it has started, or is going to when a former run ends. */
    public List<Start> runs() {
        return starts.stream()
                .filter(start -> start.pending() ? isExecuted(start) : !"skipped".equals(held.get(start.flow())))
                .toList();
    }

    private boolean isExecuted(Start start) {
        return decisionAbout(start)
                .filter(decision -> decision.action() == Decision.Action.EXECUTED)
                .isPresent();
    }

    private Optional<Decision> decisionAbout(Start start) {
        return decisions.stream()
                .filter(decision -> decision.flow().equals(start.flow()))
                .findFirst();
    }

    Firing with(Content other) {
        return new Firing(
                id,
                partition,
                trigger,
                status,
                reason,
                time,
                meta,
                starts,
                decisions,
                timings,
                replayOf,
                traceparent,
                held,
                other);
    }

    /** The document that answers carry. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("firingId", id)
                .put("trigger", trigger)
                .put("status", status);
        putIfThere(document, "reason", reason);
        document.put("time", Instants.format(time));
        putIfThere(document, "replayOf", replayOf);
        var runs = document.putArray("runs");
        runs().forEach(start -> addRun(runs.addObject(), start));
        var skipped = starts.stream()
                .map(Start::flow)
                .filter(flow -> "skipped".equals(held.get(flow)))
                .toList();
        if (!skipped.isEmpty()) {
            skipped.forEach(document.putArray("skipped")::add);
        }
        var pending = document.putArray("pending");
        pending().forEach(pending::add);
        var decided = document.putArray("decisions");
        decisions.forEach(decision -> decided.add(decision.document()));
        addTimings(document);
        document.set("meta", meta);
        addContent(document);
        return document;
    }

    private void addRun(ObjectNode run, Start start) {
        run.put("flow", start.flow()).put("runId", Ids.run(partition, id, start.flow()));
        if (!start.stream().isEmpty()) {
            run.put("stream", start.stream());
        }
        if (held.containsKey(start.flow())) {
            run.put("overlap", held.get(start.flow()));
        }
    }

    private void addTimings(ObjectNode document) {
        if (timings != null) {
            document.putObject("timings")
                    .put("receivedAt", Instants.format(timings.receivedAt()))
                    .put("verifyMicros", timings.verifyMicros())
                    .put("assessMicros", timings.assessMicros());
        }
    }

    private void addContent(ObjectNode document) {
        if (content == null) {
            return;
        }
        var payload = content.payload();
        document.put("payloadKept", payload != null);
        if (payload != null) {
            document.set("payload", payload);
            document.set("data", content.data() == null ? payload : content.data());
        }
        if (!content.waiting().isEmpty()) {
            var waiting = document.putObject("pendingData");
            content.waiting().forEach(waiting::set);
        }
    }

    private static void putIfThere(ObjectNode document, String name, @Nullable String value) {
        if (value != null) {
            document.put(name, value);
        }
    }
}
