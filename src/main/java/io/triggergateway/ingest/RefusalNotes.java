package io.triggergateway.ingest;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.firing.Refusal;
import io.triggergateway.firing.Refusals;
import io.triggergateway.registry.CompiledTrigger;
import jakarta.inject.Singleton;

/** Notes why a request did not fire, where the owners of its path's triggers look for it. */
@Singleton
final class RefusalNotes {
    private static final int LONGEST = 500;

    private final Refusals refusals;

    RefusalNotes(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Notes it for every trigger of the path. */
    void note(Arrival arrival, String reason, String detail) {
        arrival.route().triggers().forEach(trigger -> note(trigger, arrival, reason, detail));
    }

    /** Duplicates that only their body gave away: replays under another id, or a sender who says the same twice. */
    void noteReplays(Arrival arrival, AcceptOutcome.Stored stored) {
        for (var firing : stored.firings()) {
            if (firing.sameBody() || firing.conflict()) {
                arrival.route().triggers().stream()
                        .filter(trigger -> trigger.name().equals(firing.trigger()))
                        .forEach(trigger -> noteReplay(trigger, arrival, firing));
            }
        }
    }

    private void noteReplay(CompiledTrigger trigger, Arrival arrival, AcceptOutcome.StoredFiring firing) {
        if (firing.sameBody()) {
            note(trigger, arrival, "replayed-body", "The same signed bytes came before, in " + firing.firingId());
        } else {
            note(
                    trigger,
                    arrival,
                    "conflict",
                    "The same delivery came before with another body, in " + firing.firingId());
        }
    }

    private void note(CompiledTrigger trigger, Arrival arrival, String reason, String detail) {
        var request = arrival.request();
        var cut = detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail;
        refusals.record(
                trigger.name(), trigger.partition(), new Refusal(request.now(), reason, cut, request.address(), null));
    }
}
