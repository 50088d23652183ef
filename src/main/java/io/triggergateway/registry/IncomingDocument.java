package io.triggergateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.trigger.TriggerReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a trigger as somebody sends it, who may send back what an answer carried. */
final class IncomingDocument {
    private static final List<String> ADDED_BY_THE_GATEWAY =
            List.of("origin", "version", "createdAt", "updatedAt", "broken", "subscribers", "missingSubscribers");

    private IncomingDocument() {}

    /**
     * Null when something is wrong, which is noted.
     *
     * @param name what the URL calls it; null when only the document says
     */
    static @Nullable Trigger read(JsonNode document, @Nullable String name, Findings findings) {
        if (!(document instanceof ObjectNode object)) {
            return TriggerReader.read(document, findings);
        }
        var own = object.deepCopy();
        own.remove(ADDED_BY_THE_GATEWAY);
        if (name != null && !own.path("name").asText(name).equals(name)) {
            findings.add("/name", "Expected the name of the URL, '%s'; a trigger cannot be renamed".formatted(name));
            return null;
        }
        if (name != null) {
            own.put("name", name);
        }
        return TriggerReader.read(own, findings);
    }
}
