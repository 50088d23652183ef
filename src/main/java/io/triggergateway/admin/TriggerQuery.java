package io.triggergateway.admin;

import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.TriggerType;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which triggers somebody wants to see; absent filters let everything through.
 *
 * @param q part of the name, the display name or the description, in any case
 */
public record TriggerQuery(
        @QueryParam("type") @Nullable String type,
        @QueryParam("origin") @Nullable String origin,
        @QueryParam("enabled") @Nullable String enabled,
        @QueryParam("tag") @Nullable String tag,
        @QueryParam("source") @Nullable String source,
        @QueryParam("q") @Nullable String q,
        @QueryParam("limit") @Nullable String most,
        @QueryParam("cursor") @Nullable String cursor) {

    int limit() {
        return Parameters.limit(most);
    }

    Predicate<CompiledTrigger> filter() {
        var wantedType = Parameters.word("type", TriggerType.class, type);
        var wantedOrigin = Parameters.word("origin", Origin.class, origin);
        var wantedState = Parameters.flag("enabled", enabled);
        return trigger -> (wantedType == null || trigger.definition().type() == wantedType)
                && (wantedOrigin == null || trigger.stored().origin() == wantedOrigin)
                && (wantedState == null || trigger.enabled() == wantedState)
                && (tag == null || trigger.definition().tags().contains(tag))
                && (source == null || source.equals(trigger.definition().source()))
                && (q == null || mentions(trigger, q.toLowerCase(Locale.ROOT)));
    }

    private static boolean mentions(CompiledTrigger trigger, String part) {
        var definition = trigger.definition();
        return Stream.of(definition.name(), definition.displayName(), definition.description())
                .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).contains(part));
    }
}
