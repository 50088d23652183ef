package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.FieldError;
import java.util.List;
import java.util.Map;

/**
 * A form as somebody has filled it in.
 *
 * @param data as far as they could be read
 * @param errors what has to be filled in otherwise; empty when nothing has
 * @param entered what was sent, by {@link InputField#key}
 */
public record Filled(JsonNode data, List<FieldError> errors, Map<String, String> entered) {
    public Filled {
        errors = List.copyOf(errors);
        entered = Map.copyOf(entered);
    }
}
