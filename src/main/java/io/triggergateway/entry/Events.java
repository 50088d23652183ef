package io.triggergateway.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.payload.Payload;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.telemetry.Traceparent;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fires every event trigger that wants a CloudEvent. */
@Singleton
public final class Events {
    private final Entry entry;
    private final Registry registry;
    private final RegistryFeed feed;
    private final EntryConfig config;
    private final Clock clock;

    Events(Entry entry, Registry registry, RegistryFeed feed, EntryConfig config, Clock clock) {
        this.entry = entry;
        this.registry = registry;
        this.feed = feed;
        this.config = config;
        this.clock = clock;
    }

    /** Reads the events of a request; {@code headers} by lower-case name. */
    public EventBody read(Map<String, List<String>> headers, byte[] body) {
        return EventBody.read(headers, body, config.maxBatch());
    }

    /**
     * Fires what wants the event; fails with RedisFault only, and sending it again is then safe.
     *
     * @param user who it comes from; null when nobody knows
     * @param traceparent the trace context of the request; the event's own comes first
     * @return one for each trigger that wants it; empty when none does
     */
    public Future<List<Entered>> submit(IncomingEvent event, @Nullable String user, @Nullable String traceparent) {
        return wanting(event)
                .compose(triggers -> triggers.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : entry.offer(triggers, occurrence(event, user, traceparent)));
    }

    /** From memory; one that nobody there wants may be wanted since a moment ago. */
    private Future<List<CompiledTrigger>> wanting(IncomingEvent event) {
        var known = enabled(event);
        return known.isEmpty() ? feed.current().map(current -> enabled(event)) : Future.succeededFuture(known);
    }

    private List<CompiledTrigger> enabled(IncomingEvent event) {
        return registry.wanting(event.type(), event.source(), event.subject()).stream()
                .filter(CompiledTrigger::enabled)
                .toList();
    }

    private Occurrence occurrence(IncomingEvent event, @Nullable String user, @Nullable String traceparent) {
        var data = event.data();
        var own = event.headers().getOrDefault("ce-traceparent", List.of());
        var trace = Traceparent.of(own);
        return new Occurrence(
                (Supplier<@Nullable JsonNode>) data::json,
                data::data,
                event.bytes(),
                new RequestFacts("", "", event.headers(), Map.of(), Map.of()),
                meta(event, user),
                List.of(event.type()),
                "event:" + event.source() + "\n" + event.id(),
                false,
                trace == null ? traceparent : trace,
                clock.instant(),
                Cause.DELIVERED);
    }

    private static ObjectNode meta(IncomingEvent event, @Nullable String user) {
        var meta = JsonNodeFactory.instance.objectNode();
        meta.put("deliveryId", event.id());
        meta.put("eventType", event.type());
        meta.set("cloudEvent", event.attributes());
        if (user != null) {
            meta.put("user", user);
        }
        if (event.data().kind() == Payload.Kind.BINARY) {
            meta.put("encoding", "base64");
            meta.put("contentType", event.contentType());
        }
        return meta;
    }
}
