package io.triggergateway.schedule;

import io.triggergateway.trigger.Durations;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles schedules, and refuses those that could never fire or would fire too often. */
public final class ScheduleCompiler {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_JITTER = Duration.ofDays(1);
    private static final Instant BEFORE_ALL = Instant.EPOCH.minusMillis(1);
    private static final Days EVERY_DAY = month -> (-1 >>> (31 - month.lengthOfMonth())) & ~1;

    /** The calendar repeats after these 400 years. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(2399, 12, 31);

    private ScheduleCompiler() {}

    /**
     * The compiled schedule; null, with findings, when it cannot be used.
     *
     * @param pointer the place of the schedule in its document, such as {@code /schedule}
     */
    public static @Nullable CompiledSchedule compile(ScheduleSpec spec, String pointer, Findings findings) {
        boolean jitterFits = jitterFits(spec, pointer + "/jitter", findings);
        var zone = spec.timezone();
        var slots = switch (spec.timing()) {
            case Timing.Cron(var expression) -> cron(spec, expression, pointer + "/cron", findings);
            case Timing.Interval(var every) -> elapsed(spec, every, pointer + "/interval", findings);
            case Timing.Every every -> elapsed(spec, length(every), pointer + "/every", findings);
            case Timing.At(var time) -> local(spec, new LocalTimes(EVERY_DAY, TimesOfDay.of(time)), true);
            case Timing.Once(var at) -> new Slots.Single(at, zone);
        };
        if (slots == null) {
            return null;
        }
        var compiled = new CompiledSchedule(spec, slots);
        if (compiled.next(BEFORE_ALL).isPresent()) {
            return jitterFits ? compiled : null;
        }
        findings.add(pointer, "Expected a schedule that fires, but this one never does between its start and its end");
        return null;
    }

    /** The offset is the same for each slot, so it may exceed their distance; but nobody waits for days. */
    private static boolean jitterFits(ScheduleSpec spec, String pointer, Findings findings) {
        var jitter = spec.jitter();
        if (jitter == null || jitter.compareTo(LONGEST_JITTER) <= 0) {
            return true;
        }
        findings.add(
                pointer, "Expected a jitter of at most 1 day, but found %,d milliseconds".formatted(jitter.toMillis()));
        return false;
    }

    private static @Nullable Slots cron(ScheduleSpec spec, String expression, String pointer, Findings findings) {
        return switch (CronDialect.read(expression)) {
            case CronDialect.Reading.Invalid(var detail) -> {
                findings.add(pointer, detail);
                yield null;
            }
            case CronDialect.Reading.Valid(var crons, boolean heeds) ->
                possible(local(spec, CronMeaning.of(crons), heeds), pointer, findings);
        };
    }

    private static LocalSlots local(ScheduleSpec spec, LocalTimes times, boolean heedsClockChanges) {
        return new LocalSlots(times, spec.timezone(), new ClockChanges(heedsClockChanges, spec.gap(), spec.repeat()));
    }

    /** A day that never comes is a matter of the calendar, whatever the schedule's start and end. */
    private static @Nullable Slots possible(LocalSlots slots, String pointer, Findings findings) {
        if (slots.times().days().first(FIRST_DAY, LAST_DAY) != null) {
            return slots;
        }
        findings.add(pointer, "Expected a cron expression that fires, but no day matches this one");
        return null;
    }

    private static @Nullable Slots elapsed(ScheduleSpec spec, Duration every, String pointer, Findings findings) {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(Durations.LONGEST) > 0) {
            findings.add(
                    pointer,
                    "Expected from 1 second to 3650 days between fires, but found %,d milliseconds"
                            .formatted(every.toMillis()));
            return null;
        }
        return new Slots.Elapsed(every, Objects.requireNonNullElse(spec.startAt(), Instant.EPOCH), spec.timezone());
    }

    private static Duration length(Timing.Every every) {
        return Duration.ofDays(every.days())
                .plusHours(every.hours())
                .plusMinutes(every.minutes())
                .plusSeconds(every.seconds());
    }
}
