package io.triggergateway.scheduler;

import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schedule.Slot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which slots fire after a stop. A slot up to {@code lateAfter} late is only late and fires, every one, in order; what
 * is older was missed, and the schedule's policy says what becomes of it. This is decided once for the whole stop:
 * slots up to that moment then fire however long the catching up takes.
 */
final class CatchUp {
    /** Nobody wants to know more exactly how many slots of a second were missed in a year. */
    static final int MOST_COUNTED = 10_000;

    private static final Duration LEAST = Duration.ofMillis(1);

    private CatchUp() {}

    /**
     * Decides about a slot that is due.
     *
     * @param caughtUp up to which slot lateness does not matter; null for none
     * @param now by the clock of Redis, less the schedule's offset
     */
    static Decision decide(
            CompiledSchedule schedule, Instant slot, @Nullable Instant caughtUp, Instant now, Duration lateAfter) {
        var punctual = now.minus(lateAfter);
        if (!slot.isBefore(punctual) || caughtUp != null && !slot.isAfter(caughtUp)) {
            return new Decision.Fire(slot, following(schedule, slot), null);
        }
        var first = firstToFire(schedule, slot, punctual, now);
        if (slot.equals(first)) {
            return new Decision.Fire(slot, following(schedule, slot), now);
        }
        var last = lastBefore(schedule, first, now, slot);
        int count = schedule.between(slot.minus(LEAST), last, MOST_COUNTED).size();
        return new Decision.PassOver(slot, last, count, first, now);
    }

    /** The first slot that fires of those from {@code slot} on; null when there is none. */
    private static @Nullable Instant firstToFire(
            CompiledSchedule schedule, Instant slot, Instant punctual, Instant now) {
        var catchUp = schedule.spec().catchUp();
        var oldest = now.minus(catchUp.window());
        var from = slot.isAfter(oldest) ? slot : oldest;
        int most = switch (catchUp.policy()) {
            case NONE -> 0;
            case LATEST -> 1;
            case ALL -> catchUp.max();
        };
        var first = following(schedule, punctual.minus(LEAST));
        var before = punctual;
        for (int i = 0; i < most; i++) {
            var missed = schedule.previous(before.minus(LEAST)).map(Slot::scheduledTime);
            if (missed.isEmpty() || missed.get().isBefore(from)) {
                break;
            }
            first = missed.get();
            before = first;
        }
        return first;
    }

    private static @Nullable Instant following(CompiledSchedule schedule, Instant slot) {
        return schedule.next(slot).map(Slot::scheduledTime).orElse(null);
    }

    /** Without a first one that fires, the schedule has ended, and all its slots were missed. */
    private static Instant lastBefore(
            CompiledSchedule schedule, @Nullable Instant first, Instant now, Instant otherwise) {
        var latest = first == null ? now : first.minus(LEAST);
        return schedule.previous(latest).map(Slot::scheduledTime).orElse(otherwise);
    }
}
