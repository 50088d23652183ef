package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Subscription.Mode;
import java.math.BigDecimal;

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
        if (subscription.sample() != null) {
            written.set("sample", write(subscription.sample()));
        }
        return written;
    }

    /** A share alone, where nothing else is to be said. */
    private static JsonNode write(Sample sample) {
        var share = DecimalNode.valueOf(decimal(sample.share()));
        if (sample.from() == 0 && sample.key() == null) {
            return share;
        }
        var written = JsonNodeFactory.instance.objectNode();
        written.set("share", share);
        written.put("from", decimal(sample.from()));
        TriggerWriter.putIfSet(written, "key", sample.key());
        return written;
    }

    private static BigDecimal decimal(int places) {
        return BigDecimal.valueOf(places, 6).stripTrailingZeros();
    }
}
