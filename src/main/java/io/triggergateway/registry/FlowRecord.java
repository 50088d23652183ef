package io.triggergateway.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.FlowDocument;
import io.triggergateway.trigger.FlowReader;
import io.triggergateway.trigger.FlowWriter;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Subscription;
import io.triggergateway.trigger.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow as the registry stores it: all of its subscriptions in one piece, so that its view and its triggers' views
 * are the same thing.
 *
 * @param file the file of a static flow; null for others
 */
public record FlowRecord(
        String flow,
        List<Subscription> subscriptions,
        Origin origin,
        @Nullable String file,
        long version) {
    public FlowRecord {
        subscriptions = List.copyOf(subscriptions);
    }

    /** The entity tag of this version. */
    public String etag() {
        return "\"" + version + "\"";
    }

    String json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("definition", FlowWriter.write(new FlowDocument(flow, subscriptions)));
        json.put("origin", Words.of(origin));
        json.put("file", file);
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    static FlowRecord of(String flow, String text, long version) {
        var json = Json.readBack(text.getBytes(StandardCharsets.UTF_8));
        if (json == null) {
            throw new IllegalStateException("Expected JSON in the registry, but found something else");
        }
        var findings = new Findings();
        var document = FlowReader.read(json.required("definition"), flow, findings);
        if (document == null) {
            throw new IllegalStateException("Expected a flow in the registry, but " + findings.errors());
        }
        return new FlowRecord(
                flow,
                document.subscriptions(),
                Words.parse(Origin.class, json.required("origin").textValue()).orElseThrow(),
                json.path("file").textValue(),
                version);
    }
}
