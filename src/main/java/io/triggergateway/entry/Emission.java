package io.triggergateway.entry;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody hands to one trigger, by the trigger's name.
 *
 * @param payload JSON's null when there is none
 * @param key the Idempotency-Key; null when every emission counts
 * @param user who it comes from; null when nobody knows
 * @param traceparent W3C trace context; null when there is none
 */
public record Emission(
        JsonNode payload,
        @Nullable String key,
        @Nullable String user,
        @Nullable String traceparent) {
    private static final int LONGEST_KEY = 255;

    /** Why a text is no key, as a sentence; null when it is one. */
    public static @Nullable String defectOf(String key) {
        return !key.isBlank() && key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? null
                : "Expected a key of 1 to %d printable ASCII characters, but this one has %s"
                        .formatted(LONGEST_KEY, key.length() > LONGEST_KEY ? key.length() : "others or none");
    }
}
