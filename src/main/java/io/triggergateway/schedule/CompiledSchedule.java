package io.triggergateway.schedule;

import io.triggergateway.trigger.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schedule that has been found to fire; its slots lie from its start to its end, both included. */
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

    /** The first slot later than {@code after}; empty when there is none. */
    public Optional<Slot> next(Instant after) {
        var start = spec.startAt();
        var earliest = start == null || !start.isAfter(after) ? after : start.minusNanos(1);
        var end = spec.endAt();
        return slots.after(earliest)
                .filter(slot -> end == null || !slot.scheduledTime().isAfter(end));
    }

    /** The first slots later than {@code after}, in order: as many as asked for, or fewer when there are no more. */
    public List<Slot> next(Instant after, int count) {
        return between(after, Instant.MAX, count);
    }

    /**
     * The slots later than {@code after} and not later than {@code until}, in order.
     *
     * @param most where to stop, however many there are; to learn whether there are more, ask for one more
     */
    public List<Slot> between(Instant after, Instant until, int most) {
        var found = new ArrayList<Slot>();
        var next = next(after);
        while (found.size() < most
                && next.isPresent()
                && !next.get().scheduledTime().isAfter(until)) {
            found.add(next.get());
            next = next(next.get().scheduledTime());
        }
        return found;
    }

    /** The last slot at or before an instant; empty when there is none. */
    public Optional<Slot> previous(Instant atOrBefore) {
        var end = spec.endAt();
        var latest = end == null || end.isAfter(atOrBefore) ? atOrBefore : end;
        var start = spec.startAt();
        return slots.atOrBefore(latest)
                .filter(slot -> start == null || !slot.scheduledTime().isBefore(start));
    }

    /**
     * How long after its slots a trigger fires: from nothing to less than the schedule's jitter, always the same for
     * the same trigger, so that its fires keep their order and distance.
     */
    public Duration offset(String trigger) {
        var jitter = spec.jitter();
        return jitter == null ? Duration.ZERO : Jitter.offset(trigger, jitter);
    }
}
