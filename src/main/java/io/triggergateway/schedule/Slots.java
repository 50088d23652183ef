package io.triggergateway.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** The nominal times of a schedule, without regard to its start and end. */
sealed interface Slots permits Slots.Elapsed, Slots.Single, LocalSlots {
    /** The first slot after an instant, never at that instant itself; empty when there is none. */
    Optional<Slot> after(Instant instant);

    /** The last slot at or before an instant; empty when there is none. */
    Optional<Slot> atOrBefore(Instant instant);

    private static Slot regular(Instant instant, ZoneId zone) {
        return new Slot(instant, LocalDateTime.ofInstant(instant, zone), Slot.Reason.REGULAR);
    }

    /** Every so often, in elapsed time from an anchor. */
    record Elapsed(Duration every, Instant anchor, ZoneId zone) implements Slots {
        @Override
        public Optional<Slot> after(Instant instant) {
            return Optional.of(slot(instant.isBefore(anchor) ? 0 : steps(instant) + 1));
        }

        @Override
        public Optional<Slot> atOrBefore(Instant instant) {
            return instant.isBefore(anchor) ? Optional.empty() : Optional.of(slot(steps(instant)));
        }

        private long steps(Instant instant) {
            return Math.floorDiv(instant.toEpochMilli() - anchor.toEpochMilli(), every.toMillis());
        }

        private Slot slot(long step) {
            return regular(anchor.plusMillis(step * every.toMillis()), zone);
        }
    }

    /** One single time. */
    record Single(Instant at, ZoneId zone) implements Slots {
        @Override
        public Optional<Slot> after(Instant instant) {
            return at.isAfter(instant) ? Optional.of(regular(at, zone)) : Optional.empty();
        }

        @Override
        public Optional<Slot> atOrBefore(Instant instant) {
            return at.isAfter(instant) ? Optional.empty() : Optional.of(regular(at, zone));
        }
    }
}
