package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.admin.SubscriptionDesk;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledSubscription;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registration;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Subscription;
import io.triggergateway.trigger.SubscriptionWriter;
import io.triggergateway.trigger.Words;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks and saves what somebody has written on a page, with the code that the REST API uses. Waits. */
@Singleton
final class TriggerDesk {
    private static final String FLOW = "flow";

    private final Registry registry;
    private final Registrar registrar;
    private final SubscriptionDesk subscriptions;
    private final RegistryFeed feed;

    TriggerDesk(Registry registry, Registrar registrar, SubscriptionDesk subscriptions, RegistryFeed feed) {
        this.feed = feed;
        this.registry = registry;
        this.registrar = registrar;
        this.subscriptions = subscriptions;
    }

    /** What came of saving. */
    sealed interface Outcome {
        /** It is in force; {@code left} says which subscriptions could not be written. */
        record Saved(String name, List<String> left) implements Outcome {}

        /** Nothing was written. */
        record Refused(List<FieldError> errors) implements Outcome {}

        /** Somebody else has changed it, or removed it; nothing was written. */
        record Stale() implements Outcome {}
    }

    /** Everything that was written before this call, on any replica, is known here after it. */
    void catchUp() {
        RedisLink.await(feed.current());
    }

    /** The subscriptions of a trigger, each with its flow, as a page that sends them back has them. */
    ArrayNode subscriptionsOf(String trigger) {
        var list = JsonNodeFactory.instance.arrayNode();
        registry.find(trigger).stream()
                .flatMap(found -> found.subscriptions().stream())
                .map(CompiledSubscription::definition)
                .map(TriggerDesk::document)
                .forEach(list::add);
        // Numbers are equal only when they were read alike.
        return (ArrayNode) Objects.requireNonNull(Json.parseOrNull(Json.write(list)));
    }

    private static ObjectNode document(Subscription subscription) {
        return SubscriptionWriter.write(subscription)
                .put("mode", Words.of(subscription.mode()))
                .put(FLOW, subscription.flow());
    }

    /**
     * Everything that is wrong with a draft; writes nothing.
     *
     * @param name of the trigger that it changes; empty for a new one
     */
    List<FieldError> check(Draft draft, String name) {
        var errors = new ArrayList<>(draft.errors());
        if (!name.isEmpty() && !name.equals(draft.name())) {
            errors.add(new FieldError("/name", "Expected the name '%s'; a trigger cannot be renamed".formatted(name)));
        } else if (name.isEmpty() && registry.find(draft.name()).isPresent()) {
            errors.add(new FieldError("/name", "Expected a free name, but '%s' is taken".formatted(draft.name())));
        } else if (!draft.written() || draft.errors().isEmpty()) {
            errorsOf(registrar.check(draft.definition(), List.of())).forEach(errors::add);
        }
        changed(draft).forEach(row -> errors.addAll(check(draft, row)));
        return List.copyOf(errors);
    }

    private static Stream<FieldError> errorsOf(Registration result) {
        return switch (result) {
            case Registration.Invalid(var errors) -> errors.stream();
            case Registration.Conflict(var detail) -> Stream.of(new FieldError(placeOf(detail), detail));
            case Registration other -> Stream.of();
        };
    }

    private static String placeOf(String conflict) {
        return conflict.contains(" path") ? "/endpoint/path" : "";
    }

    private List<FieldError> check(Draft draft, int row) {
        var place = "/subscribe/" + row;
        var subscription = (ObjectNode) draft.subscriptions().get(row);
        var flow = subscription.path(FLOW).asText();
        if (isRepeated(draft, row, flow)) {
            return List.of(new FieldError(place + "/flow", "Expected every flow once, but this one comes again"));
        }
        var now = find(subscriptionsOf(draft.name()), flow);
        if (!Objects.equals(now, find(draft.before(), flow))) {
            return List.of(
                    new FieldError(
                            place + "/flow",
                            "Expected its subscription to be as it was when this page was opened, but somebody else has changed it"));
        }
        return subscriptions.check(draft.name(), flow, body(subscription)).stream()
                .map(error -> new FieldError(place + error.pointer(), error.detail()))
                .toList();
    }

    private static boolean isRepeated(Draft draft, int row, String flow) {
        return Stream.iterate(0, before -> before < row, before -> before + 1)
                .anyMatch(before ->
                        draft.subscriptions().get(before).path(FLOW).asText().equals(flow));
    }

    /** The rows that are new, or say something else than before. */
    private static List<Integer> changed(Draft draft) {
        return Stream.iterate(0, row -> row < draft.subscriptions().size(), row -> row + 1)
                .filter(row -> {
                    var now = draft.subscriptions().get(row);
                    return !now.equals(
                            find(draft.before(), now.path(FLOW).asText()).orElse(null));
                })
                .toList();
    }

    private static Optional<JsonNode> find(ArrayNode list, String flow) {
        for (var each : list) {
            if (each.path(FLOW).asText().equals(flow)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static ObjectNode body(JsonNode subscription) {
        var body = (ObjectNode) subscription.deepCopy();
        body.remove(FLOW);
        return body;
    }

    Outcome create(Draft draft) {
        catchUp();
        var errors = check(draft, "");
        return errors.isEmpty() ? outcome(draft, registrar.create(draft.definition())) : new Outcome.Refused(errors);
    }

    Outcome change(String name, Draft draft, String version) {
        if (registry.find(name).map(CompiledTrigger::stored).map(stored -> stored.etag()).stream()
                .noneMatch(version::equals)) {
            return new Outcome.Stale();
        }
        var errors = check(draft, name);
        return errors.isEmpty()
                ? outcome(draft, registrar.replace(name, draft.definition(), version))
                : new Outcome.Refused(errors);
    }

    private Outcome outcome(Draft draft, Registration result) {
        return switch (result) {
            case Registration.Done(var stored, var created) ->
                new Outcome.Saved(stored.trigger().name(), subscribe(draft));
            case Registration.OtherVersion other -> new Outcome.Stale();
            case Registration.NotFound gone -> new Outcome.Stale();
            case Registration.Invalid invalid ->
                new Outcome.Refused(errorsOf(invalid).toList());
            case Registration.Conflict conflict ->
                new Outcome.Refused(errorsOf(conflict).toList());
            case Registration.FlowDone impossible -> throw new IllegalStateException(impossible.toString());
            case Registration.Removed impossible -> throw new IllegalStateException(impossible.toString());
        };
    }

    /** Those that could not be written any more are told. */
    private List<String> subscribe(Draft draft) {
        var left = new ArrayList<String>();
        var kept = new HashSet<String>();
        draft.subscriptions().forEach(each -> kept.add(each.path(FLOW).asText()));
        changed(draft).forEach(row -> {
            var subscription = draft.subscriptions().get(row);
            var flow = subscription.path(FLOW).asText();
            note(flow, subscriptions.subscribe(draft.name(), flow, body(subscription)), left);
        });
        draft.before().forEach(each -> {
            var flow = each.path(FLOW).asText();
            if (!kept.contains(flow)) {
                note(flow, subscriptions.unsubscribe(draft.name(), flow), left);
            }
        });
        return List.copyOf(left);
    }

    private static void note(String flow, Registration result, List<String> left) {
        switch (result) {
            case Registration.Conflict(var detail) -> left.add(flow + ": " + detail);
            case Registration.Invalid(var errors) ->
                left.add(flow + ": " + errors.getFirst().detail());
            case Registration.OtherVersion other -> left.add(flow + ": somebody else wrote at the same time");
            case Registration.Done done -> {}
            case Registration.FlowDone done -> {}
            case Registration.Removed done -> {}
            case Registration.NotFound gone -> {}
        }
    }
}
