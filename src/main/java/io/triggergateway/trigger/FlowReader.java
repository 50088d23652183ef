package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Subscription.Mode;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a flow's document: which triggers start it, and how. */
public final class FlowReader {
    private static final int LONGEST_NAME = 128;
    private static final int MOST_SUBSCRIPTIONS = 500;

    private FlowReader() {}

    /**
     * The flow that a document defines; null when {@code findings} has errors.
     *
     * @param flow the flow's name where it is known already, and the document must agree; null takes it from there
     */
    public static @Nullable FlowDocument read(JsonNode document, @Nullable String flow, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        var name = name(fields, flow);
        var standard = SubscriptionReader.read(fields, new Subscription(name, "", Mode.AUTO, null, null, null, null));
        fields.require("subscribe", "a list of triggers");
        var subscriptions = fields.each(
                "subscribe", MOST_SUBSCRIPTIONS, (value, place) -> subscription(value, place, standard, findings));
        refuseRepeated(fields, subscriptions);
        fields.done();
        return findings.errors().isEmpty() ? new FlowDocument(name, subscriptions) : null;
    }

    private static String name(Fields fields, @Nullable String flow) {
        if (flow == null) {
            fields.require("name", "the flow's name");
        }
        var written = fields.text("name", LONGEST_NAME);
        if (flow != null && written != null && !written.equals(flow)) {
            fields.refuse(
                    "name", "Expected the flow's name '%s', but found \"%s\"".formatted(flow, Found.cut(written)));
        }
        var name = flow != null ? flow : written;
        return name == null || name.isEmpty() ? "" : Names.plain(name, fields.at("name"), fields.findings());
    }

    /** A trigger's name alone, or an object that says more. */
    private static Subscription subscription(JsonNode value, String place, Subscription standard, Findings findings) {
        if (value.isTextual()) {
            return to(Names.trigger(value.textValue(), place, findings), standard);
        }
        var fields = value.isObject() ? Fields.of(value, place, findings) : null;
        if (fields == null) {
            findings.add(place, "Expected a trigger's name or an object, but found " + Found.of(value));
            return standard;
        }
        var trigger = fields.requiredText("trigger", LONGEST_NAME, "the name of a trigger");
        if (!trigger.isEmpty()) {
            Names.trigger(trigger, fields.at("trigger"), findings);
        }
        var subscription = SubscriptionReader.read(fields, to(trigger, standard));
        fields.done();
        return subscription;
    }

    private static Subscription to(String trigger, Subscription standard) {
        return new Subscription(
                standard.flow(),
                trigger,
                standard.mode(),
                standard.filter(),
                standard.transform(),
                standard.stream(),
                standard.sample());
    }

    private static void refuseRepeated(Fields fields, List<Subscription> subscriptions) {
        var seen = new HashSet<String>();
        for (int index = 0; index < subscriptions.size(); index++) {
            var trigger = subscriptions.get(index).trigger();
            if (!trigger.isEmpty() && !seen.add(trigger)) {
                fields.findings()
                        .add(
                                Pointers.child(fields.at("subscribe"), index),
                                "Expected every trigger once, but '%s' comes again".formatted(Found.cut(trigger)));
            }
        }
    }
}
