package io.triggergateway.entry;

import io.triggergateway.accept.Occurrence;
import io.triggergateway.accept.Tally;
import io.triggergateway.firing.Refusal;
import io.triggergateway.firing.Refusals;
import io.triggergateway.registry.CompiledTrigger;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes why a trigger refused something, where its owner looks for it, and counts what counts as rejected. */
@Singleton
final class EntryNotes {
    private static final int LONGEST = 500;

    private final Refusals refusals;
    private final Tally tally;

    EntryNotes(Refusals refusals, Tally tally) {
        this.refusals = refusals;
        this.tally = tally;
    }

    /** Why a refusal happened. */
    private record Why(String reason, String detail, boolean rejected) {}

    /** Notes all that triggers have refused. */
    void refused(List<CompiledTrigger> triggers, Occurrence occurrence, List<Entered> refused) {
        for (var entered : refused) {
            var why = why(entered.outcome());
            if (why != null) {
                triggers.stream()
                        .filter(trigger -> trigger.name().equals(entered.trigger()))
                        .forEach(trigger -> note(trigger, occurrence, why));
            }
        }
    }

    private void note(CompiledTrigger trigger, Occurrence occurrence, Why why) {
        var detail = why.detail();
        var cut = detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail;
        var id = occurrence.meta().path("deliveryId").textValue();
        refusals.record(trigger.name(), trigger.partition(), new Refusal(occurrence.now(), why.reason(), cut, "", id));
        if (why.rejected()) {
            tally.rejected(trigger.partition(), trigger.name());
        }
    }

    /** Null for what the caller's own view of the trigger is the cause of. */
    private static @Nullable Why why(EntryOutcome outcome) {
        return switch (outcome) {
            case EntryOutcome.Invalid(var errors) ->
                new Why("schema-violated", errors.getFirst().sentence(), true);
            case EntryOutcome.Limited limited -> new Why("rate-limited", "The rate limit is used up", true);
            case EntryOutcome.TooLarge(int limit) ->
                new Why("too-large", "Expected at most %d bytes".formatted(limit), false);
            case EntryOutcome.Backlog(var stream) ->
                new Why("backlog", "The engines of stream '%s' lag: it is at its bound".formatted(stream), false);
            case EntryOutcome.LowMemory low -> new Why("low-memory", "Redis is past its memory watermark", false);
            case EntryOutcome.Broken(var reason) -> new Why("broken", reason, false);
            case EntryOutcome.Stored stored -> null;
            case EntryOutcome.Conflict conflict -> null;
            case EntryOutcome.Disabled disabled -> null;
            case EntryOutcome.Unknown unknown -> null;
            case EntryOutcome.OtherType other -> null;
            case EntryOutcome.Unsettled unsettled -> null;
        };
    }
}
