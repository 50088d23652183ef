package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.ScheduleSpec.CatchUp;
import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Overlap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes {@code schedule}. */
final class ScheduleWriter {
    private ScheduleWriter() {}

    static ObjectNode write(ScheduleSpec spec) {
        var written = JsonNodeFactory.instance.objectNode();
        putTiming(written, spec.timing());
        if (!spec.timezone().equals(ScheduleReader.STANDARD_ZONE)) {
            written.put("timezone", spec.timezone().getId());
        }
        putUnless(written, "overlap", spec.overlap(), Overlap.ALLOW);
        putDuration(written, "jitter", spec.jitter());
        if (!spec.catchUp().equals(ScheduleReader.STANDARD_CATCH_UP)) {
            written.set("catchUp", catchUp(spec.catchUp()));
        }
        putDst(written, spec);
        putInstant(written, "startAt", spec.startAt());
        putInstant(written, "endAt", spec.endAt());
        if (spec.maxFirings() != null) {
            written.put("maxFirings", spec.maxFirings());
        }
        putDuration(written, "runTimeout", spec.runTimeout());
        return written;
    }

    private static void putTiming(ObjectNode written, Timing timing) {
        switch (timing) {
            case Timing.Cron(var expression) -> written.put("cron", expression);
            case Timing.Interval(var every) -> written.put("interval", every.toMillis());
            case Timing.At(var time) -> written.put("at", time.toString());
            case Timing.Every every -> putEvery(written.putObject("every"), every);
            case Timing.Once(var at) -> written.put("once", Instants.format(at));
        }
    }

    private static void putEvery(ObjectNode written, Timing.Every every) {
        putAboveZero(written, "days", every.days());
        putAboveZero(written, "hours", every.hours());
        putAboveZero(written, "minutes", every.minutes());
        putAboveZero(written, "seconds", every.seconds());
    }

    private static void putAboveZero(ObjectNode written, String name, long count) {
        if (count > 0) {
            written.put(name, count);
        }
    }

    private static ObjectNode catchUp(CatchUp catchUp) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("policy", Words.of(catchUp.policy()))
                .put("window", catchUp.window().toMillis())
                .put("max", catchUp.max());
    }

    private static void putDst(ObjectNode written, ScheduleSpec spec) {
        var dst = JsonNodeFactory.instance.objectNode();
        putUnless(dst, "gap", spec.gap(), Gap.SHIFT);
        putUnless(dst, "repeat", spec.repeat(), Repeat.FIRST);
        if (!dst.isEmpty()) {
            written.set("dst", dst);
        }
    }

    private static <E extends Enum<E>> void putUnless(ObjectNode written, String name, E value, E standard) {
        if (value != standard) {
            written.put(name, Words.of(value));
        }
    }

    private static void putDuration(ObjectNode written, String name, @Nullable Duration duration) {
        if (duration != null) {
            written.put(name, duration.toMillis());
        }
    }

    private static void putInstant(ObjectNode written, String name, @Nullable Instant instant) {
        if (instant != null) {
            written.put(name, Instants.format(instant));
        }
    }
}
