package io.triggergateway.boot;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.access.LimitsConfig;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.JsonBounds;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Puts the configured bounds of JSON in force, before anything is read. */
@Singleton
final class JsonLimits {
    private static final int FIRST = 1;

    void bound(@Observes @Priority(FIRST) StartupEvent event, LimitsConfig limits) {
        var json = limits.json();
        Json.bound(new JsonBounds(
                json.depth(), json.tokens(), json.nameLength(), json.numberLength(), json.stringLength()));
    }
}
