package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A flow's wish to start when a trigger fires.
 *
 * @param filter CEL; null starts the flow at every firing
 * @param transform null hands over the trigger's data
 * @param stream the named hand-off stream; null is the standard one
 * @param sample which part of the firings starts the flow; null is every one
 */
public record Subscription(
        String flow,
        String trigger,
        Mode mode,
        @Nullable String filter,
        @Nullable JsonNode transform,
        @Nullable String stream,
        @Nullable Sample sample) {

    /** Whether the flow starts by itself or waits for a person. */
    public enum Mode {
        AUTO,
        MANUAL
    }
}
