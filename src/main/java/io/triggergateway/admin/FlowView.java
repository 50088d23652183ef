package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.trigger.FlowDocument;
import io.triggergateway.trigger.FlowWriter;
import io.triggergateway.trigger.Subscription;
import io.triggergateway.trigger.SubscriptionWriter;
import io.triggergateway.trigger.Words;

/** Flows and subscriptions as documents for answers. */
final class FlowView {
    private FlowView() {}

    static ObjectNode of(FlowRecord flow) {
        var document = FlowWriter.write(new FlowDocument(flow.flow(), flow.subscriptions()));
        return document.put("origin", Words.of(flow.origin())).put("version", flow.version());
    }

    /** One subscription as its trigger sees it; the mode is always written out. */
    static ObjectNode of(Subscription subscription) {
        var document = SubscriptionWriter.write(subscription);
        document.put("mode", Words.of(subscription.mode()));
        return document.put("flow", subscription.flow()).put("trigger", subscription.trigger());
    }
}
