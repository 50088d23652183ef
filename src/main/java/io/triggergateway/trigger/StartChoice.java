package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Which waiting starts of a firing somebody decides about.
 *
 * @param flow null for all that wait
 * @param data what the flow gets instead of what it would have got; null when that stays
 */
public record StartChoice(@Nullable String flow, @Nullable JsonNode data) {
    /** All that wait, with their data as they are. */
    public static final StartChoice ALL = new StartChoice(null, null);
}
