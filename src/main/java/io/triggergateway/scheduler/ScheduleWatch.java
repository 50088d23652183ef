package io.triggergateway.scheduler;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Turns;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.telemetry.Metrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks whether schedules that should have fired have, apart from whoever fires them: a slot that stays undecided, or a
 * schedule without a plan, is reported.
 */
@Singleton
public final class ScheduleWatch {
    private static final int MOST_NAMED = 5;

    private final Registry registry;
    private final Registrar registrar;
    private final Plans plans;
    private final DueSlots dueSlots;
    private final Keys keys;
    private final SchedulerConfig config;
    private final Metrics metrics;
    private volatile Set<String> overdue = Set.of();

    ScheduleWatch(
            Registry registry,
            Registrar registrar,
            Plans plans,
            DueSlots dueSlots,
            Keys keys,
            SchedulerConfig config,
            Metrics metrics) {
        this.registry = registry;
        this.registrar = registrar;
        this.plans = plans;
        this.dueSlots = dueSlots;
        this.keys = keys;
        this.config = config;
        this.metrics = metrics;
    }

    /** True when a slot of the trigger should have been decided and was not, as of the last look. */
    public boolean isOverdue(String trigger) {
        return overdue.contains(trigger);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(15), Duration.ofMinutes(1), "Looking for overdue schedules", this::look);
        housekeeping.every(Duration.ofMinutes(10), Duration.ofMinutes(1), "Repair of plans", this::repair);
    }

    void look() {
        var found = new TreeSet<String>();
        try {
            Turns.each(keys.all(), partition -> found.addAll(overdue(partition)));
        } catch (RedisFault away) {
            // Readiness tells of it.
        }
        tell(found);
    }

    /** Schedules that run and have no plan: somebody has deleted it behind our back. They are planned again. */
    void repair() {
        var unplanned = plans.unplanned(registry.triggers().stream()
                .filter(trigger -> trigger.schedule() != null)
                .toList());
        if (!unplanned.isEmpty()) {
            Log.warnf("Expected a plan for these schedules, but found none: %s", named(unplanned));
        }
        unplanned.forEach(registrar::restate);
    }

    private List<String> overdue(int partition) {
        var page = dueSlots.look(partition);
        var found = new ArrayList<String>();
        for (var due : page.slots()) {
            var slot = due.slot();
            boolean catchesUp = slot != null && due.caughtUp() != null && !slot.isAfter(due.caughtUp());
            if (slot != null && !catchesUp && isTooLate(due.trigger(), slot, page.now())) {
                found.add(due.trigger());
            }
        }
        return found;
    }

    private boolean isTooLate(String trigger, Instant slot, Instant now) {
        var offset = registry.find(trigger)
                .map(CompiledTrigger::schedule)
                .map(schedule -> schedule.offset(trigger))
                .orElse(Duration.ZERO);
        return slot.plus(offset).plus(config.lateAfter()).isBefore(now);
    }

    private void tell(Set<String> found) {
        var fresh = found.stream().filter(name -> !overdue.contains(name)).toList();
        overdue = Set.copyOf(found);
        metrics.schedulesOverdue(found.size());
        if (!fresh.isEmpty()) {
            Log.warnf(
                    "Expected these schedules to have fired, but their slots are undecided for more than %d s: %s",
                    config.lateAfter().toSeconds(), named(fresh));
        }
    }

    private static String named(List<String> names) {
        var more = names.size() > MOST_NAMED
                ? Stream.of("and %d more".formatted(names.size() - MOST_NAMED))
                : Stream.<String>of();
        return String.join(
                ", ", Stream.concat(names.stream().limit(MOST_NAMED), more).toList());
    }
}
