package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.schedule.Slot;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.Words;
import java.time.format.DateTimeFormatter;

/** A slot of a schedule as a document for answers. */
final class SlotView {
    private SlotView() {}

    static ObjectNode of(Slot slot) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scheduledTime", Instants.format(slot.scheduledTime()))
                .put("localTime", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(slot.localTime()))
                .put("reason", Words.of(slot.reason()));
    }
}
