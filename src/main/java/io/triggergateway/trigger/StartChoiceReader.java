package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what somebody decides about starts that wait. Null when something is wrong, and then the findings say what. */
public final class StartChoiceReader {
    /** The most that one call decides about. */
    public static final int MOST = 500;

    private static final int LONGEST_NAME = 128;

    private StartChoiceReader() {}

    /** {@code {flow, data}}, both optional. */
    public static @Nullable StartChoice toExecute(JsonNode document, Findings findings) {
        return one(document, true, findings);
    }

    /** {@code {flow}}, optional. */
    public static @Nullable StartChoice toDismiss(JsonNode document, Findings findings) {
        return one(document, false, findings);
    }

    /** {@code {items: [{trigger, firingId, flow}]}} or {@code {trigger, flow, olderThan}}. */
    public static @Nullable StartChoices many(JsonNode document, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        boolean listed = fields.has("items");
        var items = fields.each("items", MOST, (value, place) -> item(value, place, findings));
        var filter = new StartChoices.Filter(
                fields.text("trigger", LONGEST_NAME), fields.text("flow", LONGEST_NAME), fields.duration("olderThan"));
        fields.done();
        if (listed != filter.isEmpty()) {
            findings.add(
                    "",
                    "Expected either 'items' or at least one of 'trigger', 'flow' and 'olderThan', but found "
                            + (listed ? "both" : "neither"));
        }
        return findings.isEmpty() ? new StartChoices(List.copyOf(items), filter) : null;
    }

    private static @Nullable StartChoice one(JsonNode document, boolean withData, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        var flow = fields.text("flow", LONGEST_NAME);
        var data = withData ? fields.value("data") : null;
        fields.done();
        return findings.isEmpty() ? new StartChoice(flow, data) : null;
    }

    private static StartChoices.Item item(JsonNode value, String place, Findings findings) {
        var fields = Fields.of(value, place, findings);
        if (fields == null) {
            return new StartChoices.Item(null, "", null);
        }
        var item = new StartChoices.Item(
                fields.text("trigger", LONGEST_NAME),
                fields.requiredText("firingId", LONGEST_NAME, "the firing whose starts wait"),
                fields.text("flow", LONGEST_NAME));
        fields.done();
        return item;
    }
}
