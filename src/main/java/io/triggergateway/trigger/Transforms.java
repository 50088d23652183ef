package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The shape of a transform: one expression, or an object or list of them. */
final class Transforms {
    private Transforms() {}

    /** The field {@code transform}; null when it is absent. */
    static @Nullable JsonNode read(Fields fields) {
        var transform = fields.value("transform");
        if (transform == null || transform.isContainerNode()) {
            return transform;
        }
        if (!transform.isTextual()) {
            fields.wrong("transform", "one expression, or an object or list with expressions", transform);
        }
        fields.text("transform", TriggerReader.LONGEST_EXPRESSION);
        return transform;
    }
}
