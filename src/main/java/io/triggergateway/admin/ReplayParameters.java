package io.triggergateway.admin;

import io.triggergateway.registry.CompiledTrigger;
import org.jspecify.annotations.Nullable;

/** What replays of one and of many ask of the request and of the trigger; throws {@link Refused}. */
final class ReplayParameters {
    private static final int LONGEST_KEY = 255;

    private ReplayParameters() {}

    /** The idempotency key as it is; null when there is none, or a blank one. */
    static @Nullable String key(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        if (header.length() > LONGEST_KEY) {
            throw Parameters.wrong("Idempotency-Key", "at most 255 characters", header.length() + " characters");
        }
        return header;
    }

    /** A trigger that is to fire can fire. */
    static void requireReady(CompiledTrigger trigger) {
        if (!trigger.enabled()) {
            throw new Refused(
                    ProblemType.CONFLICT.of("Expected a trigger that is enabled, but '%s' is disabled; enable it first"
                            .formatted(trigger.name())));
        }
        if (trigger.broken() != null) {
            throw new Refused(ProblemType.CONFLICT.of("Expected a trigger that can fire, but '%s' cannot: %s"
                    .formatted(trigger.name(), trigger.broken())));
        }
    }
}
