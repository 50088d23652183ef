package io.triggergateway.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import io.triggergateway.trigger.Durations;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles schedules, and refuses those that could never fire or would fire too often. */
public final class ScheduleCompiler {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private ScheduleCompiler() {}

    /**
     * The compiled schedule; null, with findings, when it cannot be used.
     *
     * @param pointer the place of the schedule in its document, such as {@code /schedule}
     */
    public static @Nullable CompiledSchedule compile(ScheduleSpec spec, String pointer, Findings findings) {
        var slots = switch (spec.timing()) {
            case Timing.Cron(var expression) -> cron(spec, expression, pointer + "/cron", findings);
            case Timing.Interval(var every) -> elapsed(spec, every, pointer + "/interval", findings);
            case Timing.Every every -> elapsed(spec, length(every), pointer + "/every", findings);
            case Timing.At(var time) -> new Slots.Daily(time, spec.timezone());
            case Timing.Once(var at) -> new Slots.Single(at);
        };
        if (slots == null) {
            return null;
        }
        var compiled = new CompiledSchedule(spec, slots);
        if (compiled.next(Instant.EPOCH.minusMillis(1)).isPresent()) {
            return compiled;
        }
        findings.add(pointer, "Expected a schedule that fires, but this one never does between its start and its end");
        return null;
    }

    private static @Nullable Slots cron(ScheduleSpec spec, String expression, String pointer, Findings findings) {
        return switch (CronDialect.read(expression)) {
            case CronDialect.Reading.Invalid(var detail) -> {
                findings.add(pointer, detail);
                yield null;
            }
            case CronDialect.Reading.Valid(var crons) -> possible(union(crons, spec.timezone()), pointer, findings);
        };
    }

    private static Slots union(List<Cron> crons, ZoneId zone) {
        return new Slots.Union(crons.stream()
                .<Slots>map(cron -> new Slots.Cron(ExecutionTime.forCron(cron), zone))
                .toList());
    }

    /** A day that never comes is a matter of the calendar, whatever the schedule's start and end. */
    private static @Nullable Slots possible(Slots slots, String pointer, Findings findings) {
        if (slots.after(Instant.EPOCH).isPresent()) {
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
        return new Slots.Elapsed(every, Objects.requireNonNullElse(spec.startAt(), Instant.EPOCH));
    }

    private static Duration length(Timing.Every every) {
        return Duration.ofDays(every.days())
                .plusHours(every.hours())
                .plusMinutes(every.minutes())
                .plusSeconds(every.seconds());
    }
}
