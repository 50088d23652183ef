package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.audit.AuditTrail;
import io.triggergateway.audit.Deed;
import io.triggergateway.registry.FlowRegistrar;
import io.triggergateway.registry.Registration;
import io.triggergateway.trigger.FieldError;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Writes the subscriptions of a trigger that a page has many of at once, each with its own entry in the audit. Waits. */
@Singleton
public final class SubscriptionDesk {
    private static final String PLACE = "/subscribe/0";

    private final FlowRegistrar flows;
    private final AuditTrail trail;
    private final AuditedThings things;
    private final CurrentCaller caller;
    private final Clock clock;

    SubscriptionDesk(FlowRegistrar flows, AuditTrail trail, AuditedThings things, CurrentCaller caller, Clock clock) {
        this.flows = flows;
        this.trail = trail;
        this.things = things;
        this.caller = caller;
        this.clock = clock;
    }

    /** What is wrong with a subscription, by pointers into {@code body}; {@code /flow} where it is about the flow. */
    public List<FieldError> check(String trigger, String flow, ObjectNode body) {
        var document = JsonNodeFactory.instance.objectNode();
        document.putArray("subscribe").add(body.deepCopy().put("trigger", trigger));
        return switch (flows.check(flow, document, Set.of(trigger))) {
            case Registration.Invalid(var errors) ->
                errors.stream().map(SubscriptionDesk::placed).toList();
            case Registration.Conflict(var detail) -> List.of(new FieldError("/flow", detail));
            case Registration other -> List.of();
        };
    }

    private static FieldError placed(FieldError error) {
        var pointer = error.pointer();
        return new FieldError(
                pointer.startsWith(PLACE + "/") ? pointer.substring(PLACE.length()) : "/flow", error.detail());
    }

    /** Subscribes a flow, or changes its subscription. */
    public Registration subscribe(String trigger, String flow, JsonNode body) {
        return audited("put subscription", trigger, flow, () -> flows.subscribe(trigger, flow, body));
    }

    /** Ends a flow's subscription. */
    public Registration unsubscribe(String trigger, String flow) {
        return audited("delete subscription", trigger, flow, () -> flows.unsubscribe(trigger, flow));
    }

    private Registration audited(String what, String trigger, String flow, Supplier<Registration> act) {
        var who = caller.get();
        var name = trigger + "/" + flow;
        var before = things.now("subscription", name);
        var begun = trail.begin(
                new Deed(clock.instant(), who.name(), who.role().word(), caller.address(), what, name, before));
        var result = act.get();
        if (result instanceof Registration.FlowDone || result instanceof Registration.Removed) {
            trail.end(begun, name, things.now("subscription", name), 200);
        } else {
            trail.drop(begun);
        }
        return result;
    }
}
