package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.schedule.ScheduleCompiler;
import io.triggergateway.schedule.ScheduleSentence;
import io.triggergateway.schedule.Slot;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.PreviewQuestionReader;
import io.triggergateway.trigger.ScheduleSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A schedule read out, with the next times that it fires.
 *
 * @param zone of the local times
 */
record SchedulePreview(String sentence, String zone, List<Time> times) {
    private static final int COUNT = 10;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm:ss xxx", Locale.ENGLISH);

    /**
     * A time that it fires.
     *
     * @param local by the clock of the schedule's zone
     * @param note why it is not when one would think; empty when it is
     */
    record Time(String instant, String local, String note) {}

    /** Empty for what is no schedule, or none that fires. */
    static Optional<SchedulePreview> of(JsonNode schedule, Instant now) {
        var findings = new Findings();
        var document = JsonNodeFactory.instance.objectNode().put("count", COUNT).set("schedule", schedule);
        var question = PreviewQuestionReader.read(document, now, findings);
        var compiled = question == null ? null : ScheduleCompiler.compile(question.schedule(), "/schedule", findings);
        return Optional.ofNullable(compiled).map(found -> of(found.spec(), found.next(now, count(found.spec()))));
    }

    /** What one that is registered says of itself. */
    static String sentence(ScheduleSpec spec) {
        return ScheduleSentence.of(spec);
    }

    private static SchedulePreview of(ScheduleSpec spec, List<Slot> slots) {
        var zone = spec.timezone();
        return new SchedulePreview(
                sentence(spec),
                zone.getId(),
                slots.stream().map(slot -> time(slot, zone)).toList());
    }

    private static Time time(Slot slot, ZoneId zone) {
        var note = switch (slot.reason()) {
            case REGULAR -> "";
            case SHIFTED -> "the clock skips the time that was meant";
            case REPEATED -> "the clock shows this time twice";
        };
        return new Time(
                Instants.format(slot.scheduledTime()),
                LOCAL.format(slot.scheduledTime().atZone(zone)),
                note);
    }

    private static int count(ScheduleSpec spec) {
        return spec.maxFirings() == null ? COUNT : (int) Math.min(COUNT, spec.maxFirings());
    }
}
