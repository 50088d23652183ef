package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that a trigger refused, without its payload.
 *
 * @param reason a word, such as {@code signature}, {@code schema} or {@code rate}
 * @param detail a sentence for the trigger's owner; never with a secret in it
 * @param address the caller's
 * @param deliveryId as the sender named it; null when it did not
 */
public record Refusal(
        Instant time,
        String reason,
        String detail,
        String address,
        @Nullable String deliveryId) {

    /** The document that answers carry. */
    public ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("time", Instants.format(time))
                .put("reason", reason)
                .put("detail", detail)
                .put("address", address);
        if (deliveryId != null) {
            document.put("deliveryId", deliveryId);
        }
        return document;
    }

    static Refusal of(JsonNode document) {
        return new Refusal(
                Instant.parse(document.required("time").textValue()),
                document.path("reason").asText(),
                document.path("detail").asText(),
                document.path("address").asText(),
                document.path("deliveryId").textValue());
    }
}
