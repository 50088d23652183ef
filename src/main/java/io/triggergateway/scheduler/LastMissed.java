package io.triggergateway.scheduler;

import io.triggergateway.accept.Cause;
import io.triggergateway.entry.Entered;
import io.triggergateway.entry.Entry;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.schedule.Slot;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Fires the last slot that passed while a schedule was disabled, because whoever enables it asks for that. It is the
 * slot's one fire: again it is a duplicate.
 */
@Singleton
public final class LastMissed {
    private final Entry entry;
    private final Plans plans;

    LastMissed(Entry entry, Plans plans) {
        this.entry = entry;
        this.plans = plans;
    }

    /** Waits. Empty when no slot has passed since the last one that was decided; throws RedisFault. */
    public Optional<Entered> fire(CompiledTrigger trigger) {
        var now = plans.redisTime();
        return slot(trigger, now).map(slot -> {
            var occurrence = SlotOccurrence.of(trigger, slot, SlotOccurrence.identity(slot), now, Cause.PLANNED);
            return RedisLink.await(entry.offer(List.of(trigger), occurrence)).getFirst();
        });
    }

    private Optional<Instant> slot(CompiledTrigger trigger, Instant now) {
        var schedule = trigger.schedule();
        if (schedule == null) {
            return Optional.empty();
        }
        var plan = plans.find(trigger);
        boolean same = plan.generation() == trigger.stored().generation();
        if (same && Plans.isUsedUp(schedule, plan)) {
            return Optional.empty();
        }
        var last = same ? plan.last() : null;
        return schedule.previous(now.minus(schedule.offset(trigger.name())))
                .map(Slot::scheduledTime)
                .filter(slot -> last == null || slot.isAfter(last))
                .filter(slot -> !slot.isBefore(trigger.stored().createdAt()));
    }
}
