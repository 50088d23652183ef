package io.triggergateway.schedule;

import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a schedule out in plain words, such as {@code At 09:00, from Monday to Friday, Berlin time.} */
public final class ScheduleSentence {
    private static final DateTimeFormatter DATED =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm:ss", Locale.ENGLISH);

    private ScheduleSentence() {}

    /** One sentence for a schedule that compiles. */
    public static String of(ScheduleSpec spec) {
        var zone = spec.timezone();
        var parts = new ArrayList<String>();
        switch (spec.timing()) {
            case Timing.Cron(var expression) -> parts.add(CronSentence.of(expression) + ", " + named(zone));
            case Timing.At(var time) -> parts.add("at " + clock(time) + ", every day, " + named(zone));
            case Timing.Interval(var every) -> parts.add(elapsed(every, spec.startAt(), zone));
            case Timing.Every every -> parts.add(elapsed(length(every), spec.startAt(), zone));
            case Timing.Once(var at) -> parts.add("once, on " + dated(at, zone) + ", " + named(zone));
        }
        if (spec.startAt() != null && !isElapsed(spec.timing())) {
            parts.add("not before " + dated(spec.startAt(), zone));
        }
        if (spec.endAt() != null) {
            parts.add("not after " + dated(spec.endAt(), zone));
        }
        if (spec.maxFirings() != null) {
            parts.add("at most " + (spec.maxFirings() == 1 ? "once" : spec.maxFirings() + " times"));
        }
        if (spec.jitter() != null) {
            parts.add("each up to " + Phrases.span(spec.jitter()) + " later");
        }
        return Phrases.sentence(String.join("; ", parts));
    }

    /** Its sentence says already where it starts. */
    private static boolean isElapsed(Timing timing) {
        return timing instanceof Timing.Interval || timing instanceof Timing.Every;
    }

    private static String elapsed(Duration every, @Nullable Instant start, ZoneId zone) {
        return "every " + Phrases.period(every) + ", counted from "
                + (start == null ? "1 January 1970 at 00:00 UTC" : dated(start, zone) + ", " + named(zone));
    }

    private static Duration length(Timing.Every every) {
        return Duration.ofDays(every.days())
                .plusHours(every.hours())
                .plusMinutes(every.minutes())
                .plusSeconds(every.seconds());
    }

    private static String clock(LocalTime time) {
        return time.toString();
    }

    private static String dated(Instant time, ZoneId zone) {
        var local = time.atZone(zone);
        return (local.getSecond() == 0 ? DATED : EXACT).format(local);
    }

    /** As people speak of it: {@code New York time}. */
    private static String named(ZoneId zone) {
        var id = zone.getId();
        int slash = id.lastIndexOf('/');
        boolean place = slash > 0 && !id.startsWith("Etc/");
        return place ? id.substring(slash + 1).replace('_', ' ') + " time" : id;
    }
}
