package io.triggergateway.trigger;

import io.triggergateway.trigger.ScheduleSpec.CatchUp;
import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Overlap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedule}. */
final class ScheduleReader {
    /** The zone of a schedule that names none. */
    static final ZoneId STANDARD_ZONE = ZoneId.of("UTC");

    /** What a schedule without {@code catchUp} does after a stop. */
    static final CatchUp STANDARD_CATCH_UP = new CatchUp(CatchUp.Policy.LATEST, Duration.ofHours(1), 100);

    private static final int LONGEST_ZONE = 64;
    private static final long MOST_CAUGHT_UP = 10_000;
    private static final long MOST_FIRINGS = 1_000_000_000_000L;

    private ScheduleReader() {}

    /** Null when it does not say when to fire. */
    static @Nullable ScheduleSpec read(Fields fields) {
        fields.flag("enabled");
        var timing = TimingReader.read(fields);
        var dst = fields.object("dst");
        var gap = dst == null ? Gap.SHIFT : dst.word("gap", Gap.class, Gap.SHIFT);
        var repeat = dst == null ? Repeat.FIRST : dst.word("repeat", Repeat.class, Repeat.FIRST);
        if (dst != null) {
            dst.done();
        }
        var startAt = fields.instant("startAt");
        var zone = zone(fields);
        var overlap = fields.word("overlap", Overlap.class, Overlap.ALLOW);
        var jitter = jitter(fields);
        var catchUp = catchUp(fields.object("catchUp"));
        var endAt = end(fields, startAt);
        var maxFirings = fields.whole("maxFirings", 1, MOST_FIRINGS);
        var runTimeout = fields.positive("runTimeout");
        fields.done();
        return timing == null
                ? null
                : new ScheduleSpec(
                        timing, zone, overlap, jitter, catchUp, gap, repeat, startAt, endAt, maxFirings, runTimeout);
    }

    /** No jitter is the same as none being written. */
    private static @Nullable Duration jitter(Fields fields) {
        var jitter = fields.duration("jitter");
        return jitter == null || jitter.isZero() ? null : jitter;
    }

    private static @Nullable Instant end(Fields fields, @Nullable Instant start) {
        var end = fields.instant("endAt");
        if (start != null && end != null && !start.isBefore(end)) {
            fields.refuse("endAt", "Expected 'endAt' to be after 'startAt', but it is not");
        }
        return end;
    }

    static ZoneId zone(Fields fields) {
        var zone = fields.text("timezone", LONGEST_ZONE);
        if (zone == null || zone.isEmpty()) {
            return STANDARD_ZONE;
        }
        if (ZoneId.getAvailableZoneIds().contains(zone)) {
            return ZoneId.of(zone);
        }
        fields.refuse(
                "timezone",
                "Expected a time zone of the IANA database such as Europe/Berlin, but found \"%s\".%s"
                        .formatted(Found.cut(zone), Nearest.hint(zone, ZoneId.getAvailableZoneIds())));
        return STANDARD_ZONE;
    }

    private static CatchUp catchUp(@Nullable Fields fields) {
        if (fields == null) {
            return STANDARD_CATCH_UP;
        }
        var policy = fields.word("policy", CatchUp.Policy.class, STANDARD_CATCH_UP.policy());
        var window = fields.duration("window");
        var max = fields.whole("max", 1, MOST_CAUGHT_UP);
        fields.done();
        return new CatchUp(
                policy,
                window == null ? STANDARD_CATCH_UP.window() : window,
                max == null ? STANDARD_CATCH_UP.max() : max.intValue());
    }
}
