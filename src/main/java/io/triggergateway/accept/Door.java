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
    private final MemoryGauge memory;
    private final Tally tally;

    Door(FiringMaker maker, AcceptScript script, MemoryGauge memory, Tally tally) {
        this.maker = maker;
        this.script = script;
        this.memory = memory;
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
        int partition = entrants.getFirst().trigger().partition();
        var firings = entrants.stream()
                .map(entrant -> maker.make(entrant.trigger(), occurrence, entrant.assessment(), timings))
                .toList();
        return script.run(partition, firings, memory.isLow()).onSuccess(outcome -> tally.note(partition, outcome));
    }
}
