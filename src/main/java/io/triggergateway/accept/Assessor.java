package io.triggergateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Outcome;
import io.triggergateway.expression.TransformResult;
import io.triggergateway.expression.Variables;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.CompiledSubscription;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Event types, schema, filter, transform, and then each flow's own filter and transform, in this order. */
public final class Assessor {
    private Assessor() {}

    /** Never throws for what a stranger sent. */
    public static Assessment assess(CompiledTrigger trigger, Occurrence occurrence) {
        if (!trigger.events().wants(occurrence.eventTypes())) {
            return new Assessment.Unwanted();
        }
        var schema = trigger.schema();
        if (schema != null) {
            var errors = schema.validate(orNull(occurrence.payload().get()));
            if (!errors.isEmpty()) {
                return new Assessment.Invalid(errors);
            }
        }
        var variables = variables(trigger, occurrence);
        if (refuses(trigger.filter(), variables) instanceof Outcome.Differs(var reason)) {
            return new Assessment.Ignored(reason);
        }
        var transform = trigger.transform();
        if (transform == null) {
            return fires(
                    trigger,
                    variables.withData(() -> orNull(occurrence.payload().get())),
                    occurrence.data());
        }
        return switch (transform.apply(variables)) {
            case TransformResult.Failed(var reason) -> new Assessment.Failed(reason);
            case TransformResult.Value(var json) ->
                fires(trigger, variables.withData(() -> json), () -> Json.write(json));
        };
    }

    /** What the trigger's own expressions see. */
    static Variables variables(CompiledTrigger trigger, Occurrence occurrence) {
        return new Variables(trigger.name(), occurrence.now(), occurrence.payload(), occurrence.request());
    }

    private static Assessment fires(CompiledTrigger trigger, Variables variables, Supplier<byte[]> data) {
        var bytes = data.get();
        var starts = new ArrayList<Assessment.Start>();
        var notes = new ArrayList<String>();
        for (var subscription : trigger.subscriptions()) {
            addStart(subscription, variables, bytes, starts, notes);
        }
        return new Assessment.Fires(bytes, starts, notes);
    }

    private static void addStart(
            CompiledSubscription subscription,
            Variables variables,
            byte[] data,
            List<Assessment.Start> starts,
            List<String> notes) {
        if (refuses(subscription.filter(), variables) instanceof Outcome.Differs(var reason)) {
            if (reason != null) {
                notes.add(subscription.flow() + ": " + reason);
            }
            return;
        }
        var transform = subscription.transform();
        var result = transform == null ? null : transform.apply(variables);
        if (result instanceof TransformResult.Failed(var reason)) {
            notes.add(subscription.flow() + ": " + reason);
            return;
        }
        var own = result instanceof TransformResult.Value(var json) ? Json.write(json) : data;
        boolean pending = subscription.definition().mode() == Subscription.Mode.MANUAL;
        starts.add(new Assessment.Start(subscription.flow(), subscription.stream(), own, pending));
    }

    private static @Nullable Outcome refuses(@Nullable Filter filter, Variables variables) {
        return filter == null ? null : filter.test(variables);
    }

    private static JsonNode orNull(@Nullable JsonNode payload) {
        return payload == null ? NullNode.getInstance() : payload;
    }
}
