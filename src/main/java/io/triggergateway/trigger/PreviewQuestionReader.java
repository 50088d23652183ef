package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads {@code {schedule, from, count}}. */
public final class PreviewQuestionReader {
    private static final int STANDARD_COUNT = 10;
    private static final int MOST = 500;

    private PreviewQuestionReader() {}

    /**
     * Null when something is wrong, which is noted in {@code findings}.
     *
     * @param now where to start when the document does not say
     */
    public static @Nullable PreviewQuestion read(JsonNode document, Instant now, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        fields.require("schedule", "as a trigger has it");
        var object = fields.object("schedule");
        var schedule = object == null ? null : ScheduleReader.read(object);
        var from = fields.instant("from");
        var count = fields.whole("count", 1, MOST);
        fields.done();
        return schedule == null || !findings.isEmpty()
                ? null
                : new PreviewQuestion(
                        schedule, from == null ? now : from, count == null ? STANDARD_COUNT : count.intValue());
    }
}
