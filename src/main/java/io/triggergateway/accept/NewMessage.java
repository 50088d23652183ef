package io.triggergateway.accept;

import io.triggergateway.redis.Keys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that starts a run, to hand off.
 *
 * @param stream empty for the standard one
 * @param data JSON as bytes
 * @param meta JSON
 * @param traceparent W3C trace context; null when there is none
 */
public record NewMessage(
        String id,
        String flow,
        String runId,
        String stream,
        String trigger,
        String firingId,
        byte[] data,
        String meta,
        @Nullable String traceparent) {

    /** The message that starts a flow of a firing; its ids are made from the two, so that it can be made again. */
    public static NewMessage start(
            int partition,
            String trigger,
            String firingId,
            String flow,
            String stream,
            byte[] data,
            String meta,
            @Nullable String traceparent) {
        var runId = Ids.run(partition, firingId, flow);
        var id = Ids.startMessage(partition, runId);
        return new NewMessage(id, flow, runId, stream, trigger, firingId, data, meta, traceparent);
    }

    /** The message as {@code include/hand-off.lua} takes it; data of more than {@code inlineBytes} go by reference. */
    public List<Object> arguments(int partition, Keys keys, int inlineBytes) {
        var reference = data.length > inlineBytes ? keys.payload(partition, id) : null;
        var arguments = new ArrayList<Object>();
        arguments.add(flow);
        arguments.add(stream);
        arguments.add(reference == null ? "" : reference);
        arguments.add(reference == null ? "" : data);
        arguments.add(size());
        var fields = fields(reference);
        arguments.add(fields.size() * 2);
        fields.forEach((name, value) -> {
            arguments.add(name);
            arguments.add(value);
        });
        return arguments;
    }

    /** The entry's fields in the order in which engines see them; large data goes by the reference instead. */
    private Map<String, Object> fields(@Nullable String dataRef) {
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
    private long size() {
        // In bytes, as trimming subtracts them again.
        return 300L + data.length + meta.getBytes(StandardCharsets.UTF_8).length + flow.length() + trigger.length();
    }
}
