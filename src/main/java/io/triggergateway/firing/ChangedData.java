package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.FieldError;
import java.util.List;

/** Whether what a person wrote in place of a flow's data may go to it. */
final class ChangedData {
    private ChangedData() {}

    /**
     * The trigger's schema describes what comes in. It holds for what a flow gets only where nothing transforms it on
     * the way.
     */
    static List<FieldError> errors(CompiledTrigger trigger, List<String> flows, JsonNode data) {
        var schema = trigger.schema();
        boolean transformed = trigger.transform() != null
                || trigger.subscriptions().stream()
                        .anyMatch(each -> flows.contains(each.flow()) && each.transform() != null);
        return schema == null || transformed
                ? List.of()
                : schema.validate(data).stream()
                        .map(error -> new FieldError("/data" + error.pointer(), error.detail()))
                        .toList();
    }
}
