package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.TriggerConfig.Deduplicate;
import io.triggergateway.trigger.TriggerConfig.RateLimit;

/** Writes {@code config}. */
final class ConfigWriter {
    private ConfigWriter() {}

    static ObjectNode write(TriggerConfig config) {
        var written = JsonNodeFactory.instance.objectNode();
        if (!config.persistData()) {
            written.put("persistData", false);
        }
        if (config.retention() != null) {
            written.put("retentionDays", config.retention().toDays());
        }
        if (config.rateLimit() != null) {
            written.set("rateLimit", rateLimit(config.rateLimit()));
        }
        putDeduplicate(written, config.deduplicate());
        if (config.maxBody() != null) {
            written.put("maxBody", config.maxBody());
        }
        return written;
    }

    private static ObjectNode rateLimit(RateLimit limit) {
        var written = JsonNodeFactory.instance
                .objectNode()
                .put("max", limit.max())
                .put("window", limit.window().toMillis());
        TriggerWriter.putIfSet(written, "key", limit.key());
        return written;
    }

    private static void putDeduplicate(ObjectNode written, Deduplicate deduplicate) {
        if (!deduplicate.enabled()) {
            written.put("deduplicate", false);
        } else if (!deduplicate.equals(ConfigReader.STANDARD)) {
            written.set("deduplicate", recognition(deduplicate));
        }
    }

    private static ObjectNode recognition(Deduplicate deduplicate) {
        var written = JsonNodeFactory.instance.objectNode();
        TriggerWriter.putIfSet(written, "key", deduplicate.key());
        if (deduplicate.window() != null) {
            written.put("window", deduplicate.window().toMillis());
        }
        switch (deduplicate.body()) {
            case AUTO -> {}
            case TRUE -> written.put("body", true);
            case FALSE -> written.put("body", false);
        }
        return written;
    }
}
