package io.triggergateway.schedule;

import io.triggergateway.trigger.ScheduleSpec;
import java.time.Instant;
import java.util.Optional;

/** A schedule that has been found to fire. */
public final class CompiledSchedule {
    private final ScheduleSpec spec;
    private final Slots slots;

    CompiledSchedule(ScheduleSpec spec, Slots slots) {
        this.spec = spec;
        this.slots = slots;
    }

    /** The schedule as written. */
    public ScheduleSpec spec() {
        return spec;
    }

    /**
     * The first slot later than {@code after}, not before the schedule's start and not after its end; empty when there
     * is none.
     */
    public Optional<Instant> next(Instant after) {
        var start = spec.startAt();
        var earliest = start == null || after.isAfter(start.minusMillis(1)) ? after : start.minusMillis(1);
        var end = spec.endAt();
        return slots.after(earliest).filter(slot -> end == null || !slot.isAfter(end));
    }
}
