package io.triggergateway.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.triggergateway.accept.Assessment;
import io.triggergateway.accept.Assessor;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Instants;
import java.time.Instant;

/** Slots as what the door takes. */
final class SlotOccurrence {
    private SlotOccurrence() {}

    /** What tells the fire of a slot from every other. */
    static String identity(Instant slot) {
        return "slot:" + slot.toEpochMilli();
    }

    /** The trigger's data with both times; {@code now} is by the clock of Redis. */
    static Occurrence of(CompiledTrigger trigger, Instant slot, String identity, Instant now, Cause cause) {
        var data = trigger.definition().data();
        JsonNode payload = data == null ? NullNode.getInstance() : data;
        var meta = JsonNodeFactory.instance
                .objectNode()
                .put("scheduledTime", Instants.format(slot))
                .put("actualTime", Instants.format(now));
        return Occurrence.of(payload, Json.write(payload), RequestFacts.NONE, meta, identity, null, now, cause);
    }

    /** What the trigger makes of it; data that violates the schema has nobody else to tell, so it is recorded. */
    static Door.Entrant entrant(CompiledTrigger trigger, Occurrence occurrence) {
        return new Door.Entrant(
                trigger,
                switch (Assessor.assess(trigger, occurrence)) {
                    case Assessment.Invalid(var errors) ->
                        new Assessment.Failed("The data violates the schema: "
                                + errors.getFirst().sentence());
                    case Assessment other -> other;
                });
    }
}
