package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.accept.Assessment;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.verify.HandshakeReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a request. The steps after the one that stops it are null.
 *
 * @param verify null for what is no webhook
 * @param events null where event types do not matter
 * @param runs what would start; empty when nothing would
 * @param notes what else its owner should know
 */
public record DryRunReport(
        @Nullable Verify verify,
        @Nullable Step events,
        @Nullable Schema schema,
        @Nullable Step filter,
        @Nullable Transform transform,
        List<Run> runs,
        List<String> notes) {
    public DryRunReport {
        runs = List.copyOf(runs);
        notes = List.copyOf(notes);
    }

    /** A step; {@code reason} is null when there is nothing to say. */
    public record Step(boolean passed, @Nullable String reason) {}

    /**
     * Whether the sender is genuine.
     *
     * @param handshake what the sender would hear instead; null when it does not ask whether the endpoint is there
     */
    public record Verify(
            boolean passed,
            @Nullable String reason,
            @Nullable HandshakeReply handshake) {}

    /** Whether the payload fits. */
    public record Schema(boolean passed, List<FieldError> errors) {
        public Schema {
            errors = List.copyOf(errors);
        }
    }

    /**
     * What is handed over.
     *
     * @param value null when the transform fails
     */
    public record Transform(
            boolean passed,
            @Nullable JsonNode value,
            @Nullable String reason) {}

    /** A flow that would start, or wait for a person. */
    public record Run(String flow, boolean pending) {}

    static DryRunReport stopped(Verify verify, List<String> notes) {
        return new DryRunReport(verify, null, null, null, null, List.of(), notes);
    }

    /** It is genuine, and {@code schema} stops it. */
    static DryRunReport malformed(String defect, List<String> notes) {
        var schema = new Schema(false, List.of(new FieldError("", defect)));
        return new DryRunReport(new Verify(true, null, null), null, schema, null, null, List.of(), notes);
    }

    /** What the real path's assessment says, step by step. */
    static DryRunReport assessed(
            @Nullable Verify verify, @Nullable Step events, Assessment assessment, List<String> notes) {
        var fits = new Schema(true, List.of());
        var through = new Step(true, null);
        return switch (assessment) {
            case Assessment.Unwanted unwanted -> new DryRunReport(verify, events, null, null, null, List.of(), notes);
            case Assessment.Invalid(var errors) ->
                new DryRunReport(verify, events, new Schema(false, errors), null, null, List.of(), notes);
            case Assessment.Ignored(var reason) -> {
                var stop = new Step(false, reason == null ? "The filter is false" : reason);
                yield new DryRunReport(verify, events, fits, stop, null, List.of(), notes);
            }
            case Assessment.Skipped skipped -> throw new IllegalArgumentException("No slot was passed over here");
            case Assessment.Failed(var reason) -> {
                var failed = new Transform(false, null, reason);
                yield new DryRunReport(verify, events, fits, through, failed, List.of(), notes);
            }
            case Assessment.Fires(var data, var starts, var more) -> {
                var value = new Transform(true, Json.readBack(data), null);
                var all = new ArrayList<>(notes);
                all.addAll(more);
                yield new DryRunReport(verify, events, fits, through, value, runs(starts), all);
            }
        };
    }

    private static List<Run> runs(List<Assessment.Start> starts) {
        return starts.stream()
                .map(start -> new Run(start.flow(), start.pending()))
                .toList();
    }
}
