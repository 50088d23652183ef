package io.triggergateway.accept;

import io.triggergateway.registry.CompiledTrigger;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;

/** Where every firing goes through, whatever its source: one round trip, all of an occurrence's firings or none. */
@Singleton
public final class Door {
    private final FiringMaker maker;
    private final AcceptScript script;
    private final SlotScript slots;
    private final Pressure pressure;
    private final Tally tally;

    Door(FiringMaker maker, AcceptScript script, SlotScript slots, Pressure pressure, Tally tally) {
        this.maker = maker;
        this.script = script;
        this.slots = slots;
        this.pressure = pressure;
        this.tally = tally;
    }

    /** A trigger and what it makes of the occurrence; neither unwanted nor invalid. */
    public record Entrant(CompiledTrigger trigger, Assessment assessment) {}

    /**
     * Stores firings and hands off their runs. Fails with RedisFault when Redis cannot take it or nobody knows whether
     * it did; a retry with the same delivery is then safe.
     *
     * @param entrants all of one partition, at least one
     */
    public Future<AcceptOutcome> accept(Occurrence occurrence, List<Entrant> entrants, Timings timings) {
        int partition = partition(entrants);
        var firings = firings(occurrence, entrants, timings);
        return script.run(partition, firings, pressure.room(partition, firings))
                .onSuccess(outcome -> tally.note(partition, outcome));
    }

    /**
     * Like {@link #accept}, for work that can wait: it is refused where others still find room, as soon as a stream is
     * half full or Redis's memory fills up, so that it never takes the place of what comes from outside.
     */
    public Future<AcceptOutcome> acceptInBackground(Occurrence occurrence, List<Entrant> entrants, Timings timings) {
        int partition = partition(entrants);
        var firings = firings(occurrence, entrants, timings);
        return script.run(partition, firings, pressure.roomInBackground(partition, firings))
                .onSuccess(outcome -> tally.note(partition, outcome));
    }

    private static int partition(List<Entrant> entrants) {
        return entrants.getFirst().trigger().partition();
    }

    private List<NewFiring> firings(Occurrence occurrence, List<Entrant> entrants, Timings timings) {
        return entrants.stream()
                .map(entrant -> maker.make(entrant.trigger(), occurrence, entrant.assessment(), timings))
                .toList();
    }

    /**
     * Decides a slot of a schedule, if nobody else has: fires it or passes it over, and sets the next. Fails with
     * RedisFault when nobody knows; the slot is then found again if it is undecided.
     */
    public Future<SlotOutcome> decide(SlotClaim claim, Occurrence occurrence, Entrant entrant) {
        int partition = entrant.trigger().partition();
        var firing = maker.make(entrant.trigger(), occurrence, entrant.assessment(), Timings.NONE);
        return slots.run(partition, claim, firing, pressure.room(partition, List.of(firing)))
                .onSuccess(outcome -> {
                    if (outcome instanceof SlotOutcome.Asked(var asked)) {
                        tally.note(partition, asked);
                    }
                });
    }
}
