package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Subscription.Mode;

/** Writes how one flow subscribes to one trigger. */
public final class SubscriptionWriter {
    private SubscriptionWriter() {}

    /** The body that {@link SubscriptionReader} reads, without the names; empty when all is as by default. */
    public static ObjectNode write(Subscription subscription) {
        var written = JsonNodeFactory.instance.objectNode();
        if (subscription.mode() != Mode.AUTO) {
            written.put("mode", Words.of(subscription.mode()));
        }
        TriggerWriter.putIfSet(written, "filter", subscription.filter());
        TriggerWriter.setIfSet(written, "transform", subscription.transform());
        TriggerWriter.putIfSet(written, "stream", subscription.stream());
        return written;
    }
}
