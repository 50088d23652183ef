package io.triggergateway.ingest;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Tally;
import io.triggergateway.firing.Refusal;
import io.triggergateway.firing.Refusals;
import io.triggergateway.registry.CompiledTrigger;
import jakarta.inject.Singleton;
import java.util.Set;

/** Notes why a request did not fire, where the owners of its path's triggers look for it. */
@Singleton
final class RefusalNotes {
    private static final int LONGEST = 500;

    /** Signature, schema and rate: what counts as rejected. Others are nobody's fault, or the gateway's own. */
    private static final Set<String> REJECTED = Set.of("unauthorized", "forbidden", "schema-violated", "rate-limited");

    private final Refusals refusals;
    private final Tally tally;

    RefusalNotes(Refusals refusals, Tally tally) {
        this.refusals = refusals;
        this.tally = tally;
    }

    /** Notes it for every trigger of the path. */
    void note(Arrival arrival, String reason, String detail) {
        arrival.route().triggers().forEach(trigger -> {
            note(trigger, arrival, reason, detail);
            if (REJECTED.contains(reason)) {
                tally.rejected(trigger.partition(), trigger.name());
            }
        });
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
