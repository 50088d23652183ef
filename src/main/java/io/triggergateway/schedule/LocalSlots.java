package io.triggergateway.schedule;

import io.triggergateway.trigger.ScheduleSpec.Gap;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Local times as instants, by the published rule about changes of the clocks.
 *
 * <p>Between two changes local time is instant plus offset, so each {@link Stretch} is searched as if there were no zones;
 * what a gap has swallowed belongs to the first instant after it.
 */
record LocalSlots(LocalTimes times, ZoneId zone, ClockChanges changes) implements Slots {
    /** The calendar repeats after so many years: what does not come within them never does. */
    private static final int CYCLE = 400;

    @Override
    public Optional<Slot> after(Instant instant) {
        var from = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        var stretch = Stretch.of(zone.getRules(), from);
        var first = stretch.local(from);
        var horizon = first.plusYears(CYCLE);
        while (stretch != null && stretch.start().isBefore(horizon)) {
            var found = first(stretch, first, horizon);
            if (found != null) {
                return Optional.of(found);
            }
            stretch = stretch.next();
            first = stretch == null ? first : stretch.start();
        }
        return Optional.empty();
    }

    @Override
    public Optional<Slot> atOrBefore(Instant instant) {
        var until = instant.truncatedTo(ChronoUnit.SECONDS);
        var stretch = Stretch.of(zone.getRules(), until);
        var before = stretch.local(until).plusSeconds(1);
        var horizon = before.minusYears(CYCLE);
        while (stretch != null && stretch.end().isAfter(horizon)) {
            var found = last(stretch, before, horizon);
            if (found != null) {
                return Optional.of(found);
            }
            stretch = stretch.previous();
            before = stretch == null ? before : stretch.end();
        }
        return Optional.empty();
    }

    private @Nullable Slot first(Stretch stretch, LocalDateTime from, LocalDateTime horizon) {
        var found = times.first(later(from, changes.from(stretch)), earlier(horizon, changes.before(stretch)));
        boolean atStart = from.equals(stretch.start());
        return atStart && !stretch.start().equals(found) && isShiftedInto(stretch)
                ? new Slot(stretch.instant(stretch.start()), stretch.start(), Slot.Reason.SHIFTED)
                : slot(stretch, found);
    }

    private @Nullable Slot last(Stretch stretch, LocalDateTime before, LocalDateTime horizon) {
        var found = times.last(later(horizon, changes.from(stretch)), earlier(before, changes.before(stretch)));
        return found == null && isShiftedInto(stretch)
                ? new Slot(stretch.instant(stretch.start()), stretch.start(), Slot.Reason.SHIFTED)
                : slot(stretch, found);
    }

    /** Whether the clock has skipped a time that was to fire. */
    private boolean isShiftedInto(Stretch stretch) {
        var opening = stretch.opening();
        return opening != null
                && opening.isGap()
                && changes.areHeeded()
                && changes.gap() == Gap.SHIFT
                && times.first(opening.getDateTimeBefore(), opening.getDateTimeAfter()) != null;
    }

    private static @Nullable Slot slot(Stretch stretch, @Nullable LocalDateTime local) {
        return local == null
                ? null
                : new Slot(
                        stretch.instant(local),
                        local,
                        stretch.isRepeated(local) ? Slot.Reason.REPEATED : Slot.Reason.REGULAR);
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }
}
