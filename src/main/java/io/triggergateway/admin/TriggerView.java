package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.registry.CompiledSubscription;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.TriggerRecord;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** A trigger's document for answers: its definition without secrets, and how it stands with it. */
@Singleton
final class TriggerView {
    private final Registry registry;

    TriggerView(Registry registry) {
        this.registry = registry;
    }

    ObjectNode of(CompiledTrigger trigger) {
        return document(trigger.stored(), Optional.of(trigger));
    }

    /** A trigger that was written a moment ago. */
    ObjectNode of(TriggerRecord stored) {
        return document(stored, registry.find(stored.trigger().name()));
    }

    private static ObjectNode document(TriggerRecord stored, Optional<CompiledTrigger> compiled) {
        var document = stored.document();
        compiled.map(CompiledTrigger::broken).ifPresent(reason -> document.put("broken", reason));
        var flows = compiled.map(CompiledTrigger::subscriptions).orElse(List.of()).stream()
                .map(CompiledSubscription::flow)
                .toList();
        var subscribers = document.putArray("subscribers");
        flows.forEach(subscribers::add);
        var missing = document.putArray("missingSubscribers");
        stored.trigger().expectedSubscribers().stream()
                .filter(expected -> !flows.contains(expected))
                .forEach(missing::add);
        return document;
    }
}
