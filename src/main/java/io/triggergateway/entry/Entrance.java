package io.triggergateway.entry;

import io.triggergateway.accept.Assessment;
import io.triggergateway.accept.Assessor;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.registry.CompiledTrigger;
import java.util.ArrayList;
import java.util.List;

/**
 * What several triggers make of one occurrence, each for itself.
 *
 * @param entrants those that have something to store
 * @param refused the others, and why
 */
record Entrance(List<Door.Entrant> entrants, List<Entered> refused) {
    Entrance {
        entrants = List.copyOf(entrants);
        refused = List.copyOf(refused);
    }

    /** Asks every trigger; {@code maxBody} holds for those that name no limit. */
    static Entrance of(List<CompiledTrigger> triggers, Occurrence occurrence, int maxBody) {
        var entrants = new ArrayList<Door.Entrant>();
        var refused = new ArrayList<Entered>();
        for (var trigger : triggers) {
            var own = trigger.definition().config().maxBody();
            int limit = own == null ? maxBody : own;
            if (!trigger.enabled()) {
                refused.add(new Entered(trigger.name(), new EntryOutcome.Disabled()));
            } else if (trigger.broken() != null) {
                refused.add(new Entered(trigger.name(), new EntryOutcome.Broken(trigger.broken())));
            } else if (occurrence.body().length > limit) {
                refused.add(new Entered(trigger.name(), new EntryOutcome.TooLarge(limit)));
            } else {
                assess(trigger, occurrence, entrants, refused);
            }
        }
        return new Entrance(entrants, refused);
    }

    private static void assess(
            CompiledTrigger trigger, Occurrence occurrence, List<Door.Entrant> entrants, List<Entered> refused) {
        switch (Assessor.assess(trigger, occurrence)) {
            case Assessment.Invalid(var errors) ->
                refused.add(new Entered(trigger.name(), new EntryOutcome.Invalid(errors)));
            case Assessment.Unwanted unwanted ->
                throw new IllegalArgumentException(
                        "Expected a trigger without event types, as only webhooks have them");
            case Assessment.Ignored ignored -> entrants.add(new Door.Entrant(trigger, ignored));
            case Assessment.Skipped skipped -> entrants.add(new Door.Entrant(trigger, skipped));
            case Assessment.Failed failed -> entrants.add(new Door.Entrant(trigger, failed));
            case Assessment.Fires fires -> entrants.add(new Door.Entrant(trigger, fires));
        }
    }
}
