package io.triggergateway.registry;

import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Key;
import io.triggergateway.expression.Transform;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schema.PayloadSchema;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.verify.CompiledAuth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger ready to fire: nothing about it is parsed or looked up any more.
 *
 * @param auth null when it is no webhook, or shares the authentication of its path's owner
 * @param broken why it cannot fire on this replica, for people; null when it can
 */
public record CompiledTrigger(
        TriggerRecord stored,
        @Nullable CompiledAuth auth,
        @Nullable PayloadSchema schema,
        @Nullable Filter filter,
        @Nullable Transform transform,
        @Nullable Key rateKey,
        @Nullable Key deduplicateKey,
        EventTypes events,
        @Nullable CompiledSchedule schedule,
        @Nullable String broken,
        List<CompiledSubscription> subscriptions) {

    public CompiledTrigger {
        subscriptions = List.copyOf(subscriptions);
    }

    public String name() {
        return stored.trigger().name();
    }

    public Trigger definition() {
        return stored.trigger();
    }

    public int partition() {
        return stored.partition();
    }

    public boolean enabled() {
        return stored.enabled();
    }

    /** The same trigger with other flows waiting for it. */
    public CompiledTrigger withSubscriptions(List<CompiledSubscription> other) {
        return new CompiledTrigger(
                stored, auth, schema, filter, transform, rateKey, deduplicateKey, events, schedule, broken, other);
    }
}
