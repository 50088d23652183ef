package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes triggers as documents in their shortest form: what is as by default is left out. */
public final class TriggerWriter {
    private TriggerWriter() {}

    /** The whole document with its secrets as they are; {@link TriggerReader} reads an equal trigger from it. */
    public static ObjectNode write(Trigger trigger) {
        return write(trigger, UnaryOperator.identity());
    }

    /** The document for answers, with {@link Secret#MASK} in place of every secret's value; references are shown. */
    public static ObjectNode masked(Trigger trigger) {
        return write(trigger, Secret::masked);
    }

    private static ObjectNode write(Trigger trigger, UnaryOperator<Secret> shown) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("name", trigger.name())
                .put("type", trigger.type().word());
        putIfSet(document, "displayName", trigger.displayName());
        putIfSet(document, "description", trigger.description());
        putIfSet(document, "source", trigger.source());
        putIfAny(document, "tags", trigger.tags());
        if (!trigger.enabled()) {
            document.put("enabled", false);
        }
        putIfAny(document, "expectedSubscribers", trigger.expectedSubscribers());
        putParts(document, trigger, shown);
        setIfSet(document, "data", trigger.data());
        setIfSet(document, "ui", trigger.ui());
        setIfSet(document, "schema", trigger.schema());
        putIfSet(document, "filter", trigger.filter());
        setIfSet(document, "transform", trigger.transform());
        var config = ConfigWriter.write(trigger.config());
        if (!config.isEmpty()) {
            document.set("config", config);
        }
        return document;
    }

    private static void putParts(ObjectNode document, Trigger trigger, UnaryOperator<Secret> shown) {
        if (trigger.endpoint() != null) {
            document.set("endpoint", EndpointWriter.write(trigger.endpoint(), shown));
        }
        if (trigger.schedule() != null) {
            document.set("schedule", ScheduleWriter.write(trigger.schedule()));
        }
        if (trigger.match() != null) {
            document.set("match", match(trigger.match()));
        }
    }

    private static ObjectNode match(Match match) {
        var written = JsonNodeFactory.instance.objectNode();
        putIfAny(written, "types", match.types());
        putIfAny(written, "sources", match.sources());
        putIfAny(written, "subjects", match.subjects());
        return written;
    }

    static void putIfSet(ObjectNode object, String name, @Nullable String text) {
        if (text != null) {
            object.put(name, text);
        }
    }

    static void setIfSet(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null) {
            object.set(name, value.deepCopy());
        }
    }

    static void putIfAny(ObjectNode object, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(object.withArrayProperty(name)::add);
        }
    }
}
