package io.triggergateway.schedule;

import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The nominal times of a schedule, without regard to its start and end. */
sealed interface Slots {
    /** The first slot after an instant, never that instant itself; empty when there is none. */
    Optional<Instant> after(Instant instant);

    /** The local times of a cron expression. The library gives up a century after the instant. */
    record Cron(ExecutionTime times, ZoneId zone) implements Slots {
        @Override
        public Optional<Instant> after(Instant instant) {
            return times.nextExecution(instant.atZone(zone)).map(ZonedDateTime::toInstant);
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
