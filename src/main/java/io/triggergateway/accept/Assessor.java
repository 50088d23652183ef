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

/** Event types, schema, filter, transform, and then each flow's own filter, sample and transform, in this order. */
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
                    occurrence,
                    variables.withData(() -> orNull(occurrence.payload().get())),
                    occurrence.data());
        }
        return switch (transform.apply(variables)) {
            case TransformResult.Failed(var reason) -> new Assessment.Failed(reason);
            case TransformResult.Value(var json) ->
                fires(trigger, occurrence, variables.withData(() -> json), () -> Json.write(json));
        };
    }

    /** What the trigger's own expressions see. */
    static Variables variables(CompiledTrigger trigger, Occurrence occurrence) {
        return new Variables(trigger.name(), occurrence.now(), occurrence.payload(), occurrence.request());
    }

    private static Assessment fires(
            CompiledTrigger trigger, Occurrence occurrence, Variables variables, Supplier<byte[]> data) {
        var bytes = data.get();
        var starts = new ArrayList<Assessment.Start>();
        var notes = new ArrayList<String>();
        for (var subscription : trigger.subscriptions()) {
            var choice = choose(subscription, trigger, occurrence, variables);
            if (choice instanceof Outcome.Differs(var reason)) {
                if (reason != null) {
                    notes.add(subscription.flow() + ": " + reason);
                }
            } else {
                addStart(subscription, variables, bytes, starts, notes);
            }
        }
        return new Assessment.Fires(bytes, starts, notes);
    }

    /** Its filter, and then the part that it takes. */
    private static Outcome choose(
            CompiledSubscription subscription, CompiledTrigger trigger, Occurrence occurrence, Variables variables) {
        return refuses(subscription.filter(), variables) instanceof Outcome.Differs differs
                ? differs
                : Sampling.choose(subscription, trigger.name(), occurrence, variables);
    }

    private static void addStart(
            CompiledSubscription subscription,
            Variables variables,
            byte[] data,
            List<Assessment.Start> starts,
            List<String> notes) {
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
