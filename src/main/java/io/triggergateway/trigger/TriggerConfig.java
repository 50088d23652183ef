package io.triggergateway.trigger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a trigger's firings are limited, recognised and kept.
 *
 * @param persistData false records firings without their payload
 * @param retention null is the gateway's default
 * @param rateLimit null is no limit
 * @param maxBody largest request body in bytes; null is the gateway's default
 */
public record TriggerConfig(
        boolean persistData,
        @Nullable Duration retention,
        @Nullable RateLimit rateLimit,
        Deduplicate deduplicate,
        @Nullable Integer maxBody) {

    /**
     * At most {@code max} firings in {@code window}, evenly refilled.
     *
     * @param key CEL for a limit of its own per value; null is one limit for the trigger
     */
    public record RateLimit(
            int max, Duration window, @Nullable String key) {}

    /**
     * When two deliveries are the same.
     *
     * @param enabled false turns recognition off
     * @param key CEL; null takes the provider's delivery id, else the Idempotency-Key
     * @param window null is the gateway's default
     */
    public record Deduplicate(
            boolean enabled, @Nullable String key, @Nullable Duration window, Body body) {
        /** Whether the same signed bytes under another delivery id are a duplicate too. */
        public enum Body {
            AUTO,
            TRUE,
            FALSE
        }
    }
}
