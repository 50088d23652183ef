package io.triggergateway.trigger;

import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the one field of a schedule that says when it fires. */
final class TimingReader {
    private static final List<String> FORMS = List.of("cron", "interval", "at", "every", "once");
    private static final int LONGEST_CRON = 200;
    private static final Pattern LOCAL_TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?");
    private static final int MOST_DAYS = 3650;

    private TimingReader() {}

    /** Null, with a finding, when there is none or more than one, or it cannot be read. */
    static @Nullable Timing read(Fields fields) {
        var given = FORMS.stream().filter(fields::has).toList();
        if (given.size() != 1) {
            fields.findings()
                    .add(
                            fields.pointer(),
                            "Expected exactly one of %s, but found %s"
                                    .formatted(
                                            String.join(", ", FORMS),
                                            given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        var timings = List.of(cron(fields), interval(fields), at(fields), every(fields), once(fields));
        return timings.stream().flatMap(List::stream).findFirst().orElse(null);
    }

    private static List<Timing> cron(Fields fields) {
        var cron = fields.text("cron", LONGEST_CRON);
        return cron == null ? List.of() : List.of(new Timing.Cron(cron.strip()));
    }

    private static List<Timing> interval(Fields fields) {
        var interval = fields.duration("interval");
        return interval == null ? List.of() : List.of(new Timing.Interval(interval));
    }

    private static List<Timing> at(Fields fields) {
        var at = fields.value("at");
        if (at == null) {
            return List.of();
        }
        if (!at.isTextual() || !LOCAL_TIME.matcher(at.textValue()).matches()) {
            fields.wrong("at", "a local time such as 09:30 or 09:30:15, in quotes", at);
            return List.of();
        }
        return List.of(new Timing.At(LocalTime.parse(at.textValue())));
    }

    private static List<Timing> every(Fields fields) {
        var every = fields.object("every");
        if (every == null) {
            return List.of();
        }
        var timing = new Timing.Every(
                part(every, "days", 1),
                part(every, "hours", 24),
                part(every, "minutes", 1440),
                part(every, "seconds", 86_400));
        every.done();
        return List.of(timing);
    }

    /** Each part alone may make up the longest distance. */
    private static long part(Fields every, String name, long perDay) {
        var part = every.whole(name, 0, MOST_DAYS * perDay);
        return part == null ? 0 : part;
    }

    private static List<Timing> once(Fields fields) {
        Instant once = fields.instant("once");
        return once == null ? List.of() : List.of(new Timing.Once(once));
    }
}
