package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named source of starts, as its document defines it.
 *
 * @param endpoint for webhooks only, and always there for them
 * @param schedule for schedules only, and always there for them
 * @param data what a schedule hands over
 * @param ui how pages draw a manual trigger; null when nothing was said
 * @param match which CloudEvents fire an event trigger; null means those whose type equals the name
 * @param schema JSON Schema of the incoming payload; null accepts everything
 * @param filter CEL; null lets everything through
 * @param transform one CEL string, or an object or list with CEL strings as leaves; null keeps the payload
 */
public record Trigger(
        String name,
        TriggerType type,
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String source,
        List<String> tags,
        boolean enabled,
        List<String> expectedSubscribers,
        @Nullable Endpoint endpoint,
        @Nullable ScheduleSpec schedule,
        @Nullable JsonNode data,
        @Nullable JsonNode ui,
        @Nullable Match match,
        @Nullable JsonNode schema,
        @Nullable String filter,
        @Nullable JsonNode transform,
        TriggerConfig config) {

    public Trigger {
        tags = List.copyOf(tags);
        expectedSubscribers = List.copyOf(expectedSubscribers);
    }

    /** The same trigger, firing or not. */
    public Trigger withEnabled(boolean on) {
        return new Trigger(
                name,
                type,
                displayName,
                description,
                source,
                tags,
                on,
                expectedSubscribers,
                endpoint,
                schedule,
                data,
                ui,
                match,
                schema,
                filter,
                transform,
                config);
    }

    /** The same trigger with another endpoint, for instance with its secrets encrypted. */
    public Trigger withEndpoint(Endpoint other) {
        return new Trigger(
                name,
                type,
                displayName,
                description,
                source,
                tags,
                enabled,
                expectedSubscribers,
                other,
                schedule,
                data,
                ui,
                match,
                schema,
                filter,
                transform,
                config);
    }
}
