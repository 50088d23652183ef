package io.triggergateway.accept;

import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * What several triggers make of one occurrence.
 *
 * @param firings those that have something to store
 * @param errors where its payload violates the schemas of others
 */
public record Entrants(List<Door.Entrant> firings, List<FieldError> errors) {
    public Entrants {
        firings = List.copyOf(firings);
        errors = List.copyOf(errors);
    }

    /** Asks every trigger that runs. */
    public static Entrants of(List<CompiledTrigger> triggers, Occurrence occurrence) {
        var firings = new ArrayList<Door.Entrant>();
        var errors = new ArrayList<FieldError>();
        for (var trigger : triggers) {
            if (!trigger.enabled() || trigger.broken() != null) {
                continue;
            }
            switch (Assessor.assess(trigger, occurrence)) {
                case Assessment.Unwanted unwanted -> {}
                case Assessment.Invalid(var found) -> errors.addAll(found);
                case Assessment.Ignored ignored -> firings.add(new Door.Entrant(trigger, ignored));
                case Assessment.Failed failed -> firings.add(new Door.Entrant(trigger, failed));
                case Assessment.Skipped skipped -> firings.add(new Door.Entrant(trigger, skipped));
                case Assessment.Fires fires -> firings.add(new Door.Entrant(trigger, fires));
            }
        }
        return new Entrants(firings, errors);
    }

    /** True when nothing fires and it is the payload's fault. */
    public boolean invalid() {
        return !errors.isEmpty()
                && firings.stream().noneMatch(entrant -> entrant.assessment() instanceof Assessment.Fires);
    }
}
