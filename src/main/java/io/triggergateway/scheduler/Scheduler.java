package io.triggergateway.scheduler;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Rounds;
import io.triggergateway.redis.Turns;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.TriggerType;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The clock of this replica: one virtual thread that sleeps until the next slot is due and then races with the other
 * replicas for it. It is woken when a trigger changes.
 */
@Singleton
public final class Scheduler {
    /** Nothing depends on it: whoever plans an earlier slot wakes its own replica, and that one fires it. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    private static final int MOST_PLANNED = 500;

    /** For Redis to come back, or for the registry to hear of what is due already. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Registry registry;
    private final Plans plans;
    private final DueSlots dueSlots;
    private final SlotFirer firer;
    private final Keys keys;
    private final RandomGenerator random;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    /** What could not be planned because Redis was away: tried again when all others are. */
    private final Set<String> postponed = new HashSet<>();

    private final Rounds rounds;

    Scheduler(Registry registry, Plans plans, DueSlots dueSlots, SlotFirer firer, Keys keys, RandomGenerator random) {
        this.registry = registry;
        this.plans = plans;
        this.dueSlots = dueSlots;
        this.firer = firer;
        this.keys = keys;
        this.random = random;
        this.rounds = new Rounds("scheduler", "Schedules cannot be looked at", PAUSE, this::round);
    }

    /** Starts; to be called once the registry is loaded. */
    public void start() {
        registry.listen(this::hasChanged);
        registry.triggers().forEach(trigger -> changed.add(trigger.name()));
        rounds.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Returns when the round under way is over; slots that are due then are another replica's. */
    void stop() {
        rounds.stop();
    }

    private void hasChanged(String trigger) {
        changed.add(trigger);
        rounds.wake();
    }

    /** How long to sleep after it. */
    private Duration round() {
        var turns = new Turns();
        boolean more = planChanged(turns);
        var sleep = fireDue(turns);
        turns.end();
        return more ? Duration.ZERO : sleep;
    }

    /** Plans some of what has changed, so that what is due never waits long for it; true when there is more. */
    private boolean planChanged(Turns turns) {
        if (changed.isEmpty()) {
            changed.addAll(postponed);
            postponed.clear();
        }
        var names = changed.stream().limit(MOST_PLANNED).toList();
        names.forEach(changed::remove);
        names.stream()
                .collect(Collectors.groupingBy(this::partition))
                .values()
                .forEach(some -> turns.take(() -> planOrPostpone(some)));
        return names.size() == MOST_PLANNED;
    }

    /** Those that nobody knows any more together, as they may have a plan in any partition. */
    private int partition(String name) {
        return registry.find(name).map(CompiledTrigger::partition).orElse(-1);
    }

    private void planOrPostpone(List<String> names) {
        try {
            plan(names.stream()
                    .flatMap(name -> registry.find(name).stream())
                    .filter(trigger -> trigger.definition().type() == TriggerType.SCHEDULE)
                    .toList());
            names.stream().filter(name -> registry.find(name).isEmpty()).forEach(plans::forget);
        } catch (RuntimeException fault) {
            postponed.addAll(names);
            throw fault;
        }
    }

    /** One that cannot be planned stands in nobody's way. */
    private void plan(List<CompiledTrigger> triggers) {
        try {
            plans.plan(triggers);
        } catch (RuntimeException fault) {
            if (isOutage(fault)) {
                throw fault;
            }
            if (triggers.size() == 1) {
                Log.errorf(
                        fault,
                        "Schedule '%s' cannot be planned",
                        triggers.getFirst().name());
            } else {
                triggers.forEach(trigger -> plan(List.of(trigger)));
            }
        }
    }

    private static boolean isOutage(RuntimeException fault) {
        return fault instanceof RedisFault redis && redis.kind() != RedisFault.Kind.BROKEN;
    }

    private Duration fireDue(Turns turns) {
        var sleep = LONGEST_SLEEP;
        for (int partition : keys.all()) {
            var here = turns.take(() -> fireDue(partition), LONGEST_SLEEP);
            sleep = here.compareTo(sleep) < 0 ? here : sleep;
        }
        return sleep;
    }

    /** One page, so that a partition that always has something due does not stop the others, or what has changed. */
    private Duration fireDue(int partition) {
        var page = dueSlots.look(partition);
        if (page.slots().isEmpty()) {
            return until(page);
        }
        return fire(partition, page) ? Duration.ZERO : PAUSE;
    }

    private static Duration until(DueSlots.Page page) {
        var after = page.after();
        return after == null ? LONGEST_SLEEP : Duration.between(page.now(), after);
    }

    /** In another order than other replicas, so that each finds something to do. */
    private boolean fire(int partition, DueSlots.Page page) {
        var slots = new ArrayList<>(page.slots());
        Collections.shuffle(slots, random);
        var decided =
                slots.stream().map(slot -> fire(partition, slot, page.now())).toList();
        RedisLink.await(Future.join(decided).otherwiseEmpty());
        return decided.stream().anyMatch(each -> each.succeeded() && each.result());
    }

    private Future<Boolean> fire(int partition, DueSlots.DueSlot due, Instant now) {
        var trigger = planned(partition, due);
        var slot = due.slot();
        return trigger.isEmpty() || slot == null
                ? Future.succeededFuture(false)
                : decide(trigger.get(), due, slot, now);
    }

    /** One that cannot be decided stands in nobody's way. */
    private Future<Boolean> decide(CompiledTrigger trigger, DueSlots.DueSlot due, Instant slot, Instant now) {
        try {
            return firer.decide(trigger, due, slot, now);
        } catch (RuntimeException bug) {
            Log.errorf(bug, "Slot %s of schedule '%s' cannot be decided", slot, trigger.name());
            return Future.succeededFuture(false);
        }
    }

    /** The trigger as it was planned; empty when this replica, or the plan, is behind. */
    private Optional<CompiledTrigger> planned(int partition, DueSlots.DueSlot due) {
        var known = registry.find(due.trigger());
        if (known.isEmpty()) {
            plans.forget(partition, due.trigger());
            return Optional.empty();
        }
        var stored = known.get().stored();
        if (stored.generation() == due.generation() && stored.version() == due.version()) {
            return known;
        }
        if (known.get().definition().type() == TriggerType.SCHEDULE) {
            changed.add(due.trigger());
        } else {
            // It was a schedule once.
            plan(List.of(known.get()));
        }
        return Optional.empty();
    }
}
