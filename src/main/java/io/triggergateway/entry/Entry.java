package io.triggergateway.entry;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Assessment;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.accept.Timings;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Leads an occurrence through the door to the triggers that it is for. Each trigger judges for itself; those of one
 * partition are stored together or not at all, those of other partitions for themselves.
 */
@Singleton
public final class Entry {
    private final Door door;
    private final Registry registry;
    private final Registrar registrar;
    private final EntryNotes notes;
    private final EntryConfig config;
    private final Vertx vertx;

    Entry(Door door, Registry registry, Registrar registrar, EntryNotes notes, EntryConfig config, Vertx vertx) {
        this.door = door;
        this.registry = registry;
        this.registrar = registrar;
        this.notes = notes;
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * Offers an occurrence to triggers that are no webhooks. Fails with RedisFault when Redis cannot take it or nobody
     * knows whether it did; a retry with the same identity is then safe, also for those that have it already.
     *
     * @return one for each trigger
     */
    public Future<List<Entered>> offer(List<CompiledTrigger> triggers, Occurrence occurrence) {
        var partitions = triggers.stream()
                .collect(Collectors.groupingBy(
                        CompiledTrigger::partition, LinkedHashMap::new, Collectors.<CompiledTrigger>toList()));
        var answers = partitions.values().stream()
                .map(together -> offer(together, occurrence, true))
                .toList();
        return Future.join(answers)
                .map(done -> answers.stream()
                        .map(Future::result)
                        .flatMap(Collection::stream)
                        .toList());
    }

    private Future<List<Entered>> offer(List<CompiledTrigger> together, Occurrence occurrence, boolean mayRepair) {
        long started = System.nanoTime();
        var entrance = Entrance.of(together, occurrence, config.maxBody());
        notes.refused(together, occurrence, entrance.refused());
        if (entrance.entrants().isEmpty()) {
            return Future.succeededFuture(entrance.refused());
        }
        var timings = new Timings(0, System.nanoTime() - started);
        return door.accept(occurrence, entrance.entrants(), timings).compose(outcome -> switch (outcome) {
            case AcceptOutcome.Stored(var firings) -> Future.succeededFuture(withStored(entrance, firings));
            case AcceptOutcome.Stale(var trigger, var why) ->
                mayRepair
                        ? repair(trigger, entrance, occurrence)
                        : refuse(entrance, occurrence, new EntryOutcome.Unsettled());
            case AcceptOutcome.Backlog(var stream) -> refuse(entrance, occurrence, new EntryOutcome.Backlog(stream));
            case AcceptOutcome.LowMemory low -> refuse(entrance, occurrence, new EntryOutcome.LowMemory());
            case AcceptOutcome.Limited(var trigger, var wait) ->
                refuse(entrance, occurrence, new EntryOutcome.Limited(wait));
        });
    }

    /** A trigger has changed a moment ago, or its state is not where it runs: look again, once. */
    private Future<List<Entered>> repair(String stale, Entrance entrance, Occurrence occurrence) {
        return vertx.executeBlocking(
                        () -> {
                            registrar.restate(stale);
                            return true;
                        },
                        false)
                .compose(done -> {
                    var found = new ArrayList<CompiledTrigger>();
                    var gone = new ArrayList<Entered>(entrance.refused());
                    entrance.entrants().forEach(entrant -> {
                        var name = entrant.trigger().name();
                        registry.find(name)
                                .ifPresentOrElse(
                                        found::add, () -> gone.add(new Entered(name, new EntryOutcome.Unknown())));
                    });
                    return found.isEmpty()
                            ? Future.succeededFuture(List.<Entered>copyOf(gone))
                            : offer(found, occurrence, false).map(entered -> joined(entered, gone));
                });
    }

    private Future<List<Entered>> refuse(Entrance entrance, Occurrence occurrence, EntryOutcome outcome) {
        var refused = entrance.entrants().stream()
                .map(entrant -> new Entered(entrant.trigger().name(), outcome))
                .toList();
        var triggers = entrance.entrants().stream().map(Door.Entrant::trigger).toList();
        notes.refused(triggers, occurrence, refused);
        return Future.succeededFuture(joined(refused, entrance.refused()));
    }

    private static List<Entered> withStored(Entrance entrance, List<AcceptOutcome.StoredFiring> firings) {
        var entered = new ArrayList<Entered>();
        for (int i = 0; i < firings.size(); i++) {
            entered.add(stored(entrance.entrants().get(i).assessment(), firings.get(i)));
        }
        return joined(entered, entrance.refused());
    }

    private static Entered stored(Assessment assessment, AcceptOutcome.StoredFiring firing) {
        return new Entered(
                firing.trigger(),
                firing.duplicate()
                        ? new EntryOutcome.Stored(firing, null, "", List.of())
                        : new EntryOutcome.Stored(
                                firing, firing.status(), assessment.explanation(), pending(assessment)));
    }

    private static List<String> pending(Assessment assessment) {
        return assessment instanceof Assessment.Fires fires
                ? fires.starts().stream()
                        .filter(Assessment.Start::pending)
                        .map(Assessment.Start::flow)
                        .toList()
                : List.of();
    }

    private static List<Entered> joined(List<Entered> some, List<Entered> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
