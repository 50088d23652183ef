package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.NewMessage;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.StartChoice;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Starts that wait for a person: executed or dismissed, once each, whoever comes first. Every method waits; for virtual
 * threads.
 */
@Singleton
public final class PendingStarts {
    private final Records records;
    private final PendingScripts scripts;

    PendingStarts(Records records, PendingScripts scripts) {
        this.records = records;
        this.scripts = scripts;
    }

    /**
     * Starts flows that wait, also of a trigger that is disabled by now, and flows that do not subscribe any more: they
     * did when it fired.
     *
     * @param by the name of whoever decides
     */
    public PendingOutcome execute(CompiledTrigger trigger, String firingId, StartChoice choice, String by) {
        return decide(trigger, firingId, choice.flow(), (firing, flows) -> {
            var data = choice.data();
            if (data == null) {
                return execute(firing, flows, by);
            }
            if (flows.size() > 1) {
                return invalid("/flow", "Expected 'flow' beside 'data', as several wait: " + String.join(", ", flows));
            }
            var errors = ChangedData.errors(trigger, flows, data);
            return errors.isEmpty()
                    ? scripts.execute(firing, changed(firing, flows, data, by), true, by)
                    : new PendingOutcome.Invalid(errors);
        });
    }

    /**
     * Drops flows that wait.
     *
     * @param flow null for all of them
     * @param by the name of whoever decides
     */
    public PendingOutcome dismiss(CompiledTrigger trigger, String firingId, @Nullable String flow, String by) {
        return decide(trigger, firingId, flow, (firing, flows) -> dismiss(firing, flows, by));
    }

    PendingOutcome execute(Firing firing, List<String> flows, String by) {
        var waiting = records.waiting(firing, flows);
        var messages = flows.stream()
                .filter(waiting::containsKey)
                .map(flow -> message(firing, flow, waiting.getOrDefault(flow, new byte[0]), meta(firing, by)))
                .toList();
        return messages.isEmpty() ? nowLate(firing, flows) : scripts.execute(firing, messages, false, by);
    }

    PendingOutcome dismiss(Firing firing, List<String> flows, String by) {
        return scripts.drop(
                firing,
                flows,
                Decision.Action.DISMISSED,
                by,
                reason(firing, "Nothing was started: dismissed by " + by));
    }

    PendingOutcome expire(Firing firing) {
        return scripts.drop(
                firing,
                firing.pending(),
                Decision.Action.EXPIRED,
                "",
                reason(firing, "Nothing was started: nobody decided in time"));
    }

    private PendingOutcome decide(
            CompiledTrigger trigger,
            String firingId,
            @Nullable String flow,
            BiFunction<Firing, List<String>, PendingOutcome> action) {
        var found = records.summary(firingId)
                .filter(firing -> firing.trigger().equals(trigger.name()))
                .orElse(null);
        return found == null ? new PendingOutcome.Gone() : decide(found, flow, action);
    }

    /** Also that somebody was faster is told only once replicas have it: who is told so does not ask again. */
    PendingOutcome decide(
            Firing firing, @Nullable String flow, BiFunction<Firing, List<String>, PendingOutcome> action) {
        var outcome = decideUnconfirmed(firing, flow, action);
        if (outcome instanceof PendingOutcome.Late) {
            scripts.confirm(firing.partition());
        }
        return outcome;
    }

    /** Refuses what cannot be decided any more without asking Redis again. */
    private static PendingOutcome decideUnconfirmed(
            Firing firing, @Nullable String flow, BiFunction<Firing, List<String>, PendingOutcome> action) {
        var waiting = firing.pending();
        if (flow == null) {
            return waiting.isEmpty() ? new PendingOutcome.Late(firing.decisions()) : action.apply(firing, waiting);
        }
        if (firing.starts().stream()
                .noneMatch(start -> start.pending() && start.flow().equals(flow))) {
            return invalid(
                    "/flow",
                    "Expected a flow of this firing that waits for a person, but '%s' %s"
                            .formatted(
                                    flow, waiting.isEmpty() ? "does not" : "is none of " + String.join(", ", waiting)));
        }
        return waiting.contains(flow)
                ? action.apply(firing, List.of(flow))
                : new PendingOutcome.Late(firing.decisions().stream()
                        .filter(decision -> decision.flow().equals(flow))
                        .toList());
    }

    /** Somebody has taken them since the firing was read. */
    private PendingOutcome nowLate(Firing firing, List<String> flows) {
        return records.summary(firing.id())
                .<PendingOutcome>map(now -> new PendingOutcome.Late(now.decisions().stream()
                        .filter(decision -> flows.contains(decision.flow()))
                        .toList()))
                .orElseGet(PendingOutcome.Gone::new);
    }

    private static List<NewMessage> changed(Firing firing, List<String> flows, JsonNode data, String by) {
        // What the person wrote is JSON, whatever had come in.
        var meta = meta(firing, by).without(List.of("encoding", "contentType"));
        return flows.stream()
                .map(flow -> message(firing, flow, Json.write(data), meta))
                .toList();
    }

    private static NewMessage message(Firing firing, String flow, byte[] data, JsonNode meta) {
        var stream = firing.starts().stream()
                .filter(start -> start.flow().equals(flow))
                .map(Firing.Start::stream)
                .findFirst()
                .orElse("");
        var text = new String(Json.write(meta), StandardCharsets.UTF_8);
        return NewMessage.start(
                firing.partition(), firing.trigger(), firing.id(), flow, stream, data, text, firing.traceparent());
    }

    private static ObjectNode meta(Firing firing, String by) {
        return ((ObjectNode) firing.meta().deepCopy()).put("user", by);
    }

    private static String reason(Firing firing, String sentence) {
        return firing.reason() == null ? sentence : firing.reason() + "; " + sentence;
    }

    private static PendingOutcome invalid(String pointer, String detail) {
        return new PendingOutcome.Invalid(List.of(new FieldError(pointer, detail)));
    }
}
