package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a flow's document. */
public final class FlowWriter {
    private FlowWriter() {}

    /** The document that {@link FlowReader} reads: names alone where nothing else is to be said. */
    public static ObjectNode write(FlowDocument flow) {
        var written = JsonNodeFactory.instance.objectNode().put("name", flow.flow());
        var subscribe = written.putArray("subscribe");
        flow.subscriptions().forEach(subscription -> add(subscribe, subscription));
        return written;
    }

    private static void add(ArrayNode subscribe, Subscription subscription) {
        var rest = SubscriptionWriter.write(subscription);
        if (rest.isEmpty()) {
            subscribe.add(subscription.trigger());
        } else {
            subscribe.addObject().put("trigger", subscription.trigger()).setAll(rest);
        }
    }
}
