package io.triggergateway.trigger;

import java.util.List;

/** A flow's subscriptions in one piece; at most one per trigger. */
public record FlowDocument(String flow, List<Subscription> subscriptions) {
    public FlowDocument {
        subscriptions = List.copyOf(subscriptions);
    }
}
