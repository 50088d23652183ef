package io.triggergateway.registry;

import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Key;
import io.triggergateway.expression.Transform;
import io.triggergateway.trigger.Subscription;
import org.jspecify.annotations.Nullable;

/** A subscription ready to be asked; null means no filter, or the trigger's data as it is. */
public record CompiledSubscription(
        Subscription definition,
        @Nullable Filter filter,
        @Nullable Transform transform,
        @Nullable Key sampleKey) {

    public String flow() {
        return definition.flow();
    }

    /** The named hand-off stream; empty for the standard one. */
    public String stream() {
        var stream = definition.stream();
        return stream == null ? "" : stream;
    }
}
