package io.triggergateway.accept;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to hand off.
 *
 * @param stream empty for the standard one
 * @param data JSON as bytes
 * @param meta JSON
 * @param traceparent W3C trace context; null when there is none
 */
record NewMessage(
        String id,
        String flow,
        String runId,
        String stream,
        String trigger,
        String firingId,
        byte[] data,
        String meta,
        @Nullable String traceparent) {

    /** The entry's fields in the order in which engines see them; large data goes by the reference instead. */
    Map<String, Object> fields(@Nullable String dataRef) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "start-run");
        fields.put("id", id);
        fields.put("flow", flow);
        fields.put("runId", runId);
        fields.put("trigger", trigger);
        fields.put("firingId", firingId);
        if (dataRef == null) {
            fields.put("data", data);
        } else {
            fields.put("dataRef", dataRef);
        }
        fields.put("meta", meta);
        if (traceparent != null) {
            fields.put("traceparent", traceparent);
        }
        return fields;
    }

    /** Roughly what the entry takes: its large parts, and a hundred bytes each for the small ones together. */
    long size() {
        // In bytes, as trimming subtracts them again.
        return 300L + data.length + meta.getBytes(StandardCharsets.UTF_8).length + flow.length() + trigger.length();
    }
}
