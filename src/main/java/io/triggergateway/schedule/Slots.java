package io.triggergateway.schedule;

import com.cronutils.model.time.ExecutionTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The nominal times of a schedule, without regard to its start and end. */
sealed interface Slots {
    /** The first slot after an instant, never that instant itself; empty when there is none. */
    Optional<Instant> after(Instant instant);

    /** Whichever of several comes first. */
    record Union(List<Slots> parts) implements Slots {
        @Override
        public Optional<Instant> after(Instant instant) {
            return parts.stream().flatMap(part -> part.after(instant).stream()).min(Comparator.naturalOrder());
        }
    }

    /** The local times of a cron expression. */
    record Cron(ExecutionTime times, ZoneId zone) implements Slots {
        /** A day of the calendar and of the week come together again within 40 years. */
        private static final int MOST_MONTHS = 12 * 41;

        @Override
        public Optional<Instant> after(Instant instant) {
            var from = instant.atZone(zone);
            for (int month = 0; month < MOST_MONTHS; month++) {
                try {
                    return times.nextExecution(from).map(ZonedDateTime::toInstant);
                } catch (DateTimeException noSuchDay) {
                    from = lastInstant(from);
                }
            }
            return Optional.empty();
        }

        /** The library fails at {@code 31W} in a month without a 31st; the month after may have one. */
        private static ZonedDateTime lastInstant(ZonedDateTime from) {
            var next = from.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(from.getZone());
            return next.minusNanos(1).isAfter(from) ? next.minusNanos(1) : next;
        }
    }

    /** One local time of each day. */
    record Daily(LocalTime time, ZoneId zone) implements Slots {
        @Override
        public Optional<Instant> after(Instant instant) {
            var day = instant.atZone(zone).toLocalDate();
            var today = day.atTime(time).atZone(zone).toInstant();
            return Optional.of(
                    today.isAfter(instant)
                            ? today
                            : day.plusDays(1).atTime(time).atZone(zone).toInstant());
        }
    }

    /** Every so often, in elapsed time from an anchor. */
    record Elapsed(Duration every, Instant anchor) implements Slots {
        @Override
        public Optional<Instant> after(Instant instant) {
            long step = every.toMillis();
            long passed = instant.toEpochMilli() - anchor.toEpochMilli();
            long slots = passed < 0 ? 0 : passed / step + 1;
            return Optional.of(anchor.plusMillis(slots * step));
        }
    }

    /** One single time. */
    record Single(Instant at) implements Slots {
        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.of(at).filter(instant::isBefore);
        }
    }
}
