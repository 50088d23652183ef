package io.triggergateway.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.Firings;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.TriggerType;
import io.triggergateway.trigger.Words;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Fires one trigger by its name: events, and what people start. */
@Singleton
public final class Emitter {
    private final Entry entry;
    private final Registry registry;
    private final RegistryFeed feed;
    private final Firings firings;
    private final Clock clock;
    private final Vertx vertx;

    Emitter(Entry entry, Registry registry, RegistryFeed feed, Firings firings, Clock clock, Vertx vertx) {
        this.entry = entry;
        this.registry = registry;
        this.feed = feed;
        this.firings = firings;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** Fires an event trigger; fails with RedisFault only, and a retry with the same key is then safe. */
    public Future<EntryOutcome> emit(String trigger, Emission emission) {
        return fire(trigger, EnumSet.of(TriggerType.EVENT), emission);
    }

    /**
     * Fires a manual trigger, or a schedule apart from its plan and with its own data unless there is a payload;
     * otherwise like {@link #emit}.
     */
    public Future<EntryOutcome> execute(String trigger, Emission emission) {
        return fire(trigger, EnumSet.of(TriggerType.MANUAL, TriggerType.SCHEDULE), emission);
    }

    private Future<EntryOutcome> fire(String name, Set<TriggerType> wanted, Emission emission) {
        return find(name)
                .compose(found -> found.map(
                                trigger -> wanted.contains(trigger.definition().type())
                                        ? fire(trigger, emission)
                                        : Future.<EntryOutcome>succeededFuture(new EntryOutcome.OtherType(
                                                trigger.definition().type())))
                        .orElseGet(() -> Future.succeededFuture(new EntryOutcome.Unknown())));
    }

    /** From memory; what is not there may have been registered a moment ago on another replica. */
    private Future<Optional<CompiledTrigger>> find(String name) {
        var known = registry.find(name);
        return known.isPresent()
                ? Future.succeededFuture(known)
                : feed.current().map(current -> registry.find(name));
    }

    private Future<EntryOutcome> fire(CompiledTrigger trigger, Emission emission) {
        var key = emission.key();
        var data = trigger.definition().data();
        var payload = data != null && emission.payload().isNull() ? data : emission.payload();
        var occurrence = Occurrence.of(
                payload,
                Json.write(payload),
                RequestFacts.NONE,
                meta(emission),
                key == null ? null : "key:" + key,
                emission.traceparent(),
                clock.instant(),
                Cause.DELIVERED);
        // With a key of the trigger's own, another body is what makes no difference.
        boolean keyDecides = key != null && trigger.deduplicateKey() == null;
        return entry.offer(List.of(trigger), occurrence)
                .map(List::getFirst)
                .compose(entered -> entered.outcome() instanceof EntryOutcome.Stored stored
                                && stored.firing().duplicate()
                        ? repeated(stored.firing(), keyDecides)
                        : Future.succeededFuture(entered.outcome()));
    }

    private static ObjectNode meta(Emission emission) {
        var meta = JsonNodeFactory.instance.objectNode();
        if (emission.user() != null) {
            meta.put("user", emission.user());
        }
        return meta;
    }

    private Future<EntryOutcome> repeated(AcceptOutcome.StoredFiring firing, boolean keyDecides) {
        return keyDecides && firing.conflict() && !firing.sameBody()
                ? Future.succeededFuture(new EntryOutcome.Conflict(firing.firingId()))
                : vertx.executeBlocking(() -> firings.find(firing.trigger(), firing.firingId()), false)
                        .map(first -> asItStands(firing, Objects.requireNonNull(first)));
    }

    /** How the first of a duplicate stands now; its record may be gone. */
    private static EntryOutcome asItStands(AcceptOutcome.StoredFiring firing, Optional<Firing> first) {
        return new EntryOutcome.Stored(
                firing,
                first.flatMap(found -> Words.parse(FiringStatus.class, found.status()))
                        .orElse(null),
                first.map(found -> Objects.requireNonNullElse(found.reason(), ""))
                        .orElse(""),
                first.stream()
                        .flatMap(found -> found.starts().stream())
                        .filter(Firing.Start::pending)
                        .map(Firing.Start::flow)
                        .toList());
    }
}
