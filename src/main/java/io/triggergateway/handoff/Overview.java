package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** The hand-off as people look at it. Every method waits; for virtual threads. */
@Singleton
public final class Overview {
    private final Inspection inspection;
    private final SignalStream signals;
    private final HandoffConfig streams;
    private final ReaderConfig readers;

    Overview(Inspection inspection, SignalStream signals, HandoffConfig streams, ReaderConfig readers) {
        this.inspection = inspection;
        this.signals = signals;
        this.streams = streams;
        this.readers = readers;
    }

    /** The names of all streams in all partitions, sorted. */
    public List<String> names() {
        return inspection.places().stream().map(Place::name).sorted().toList();
    }

    /** What there is at one of {@link #names}. */
    public ObjectNode at(String name) {
        return document(inspection.inspect(Place.named(name)));
    }

    /** What engines report: how many signals wait, and how many were set aside. */
    public ObjectNode signals() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("waiting", signals.waiting())
                .put("poison", signals.setAside());
    }

    private ObjectNode document(StreamState state) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("stream", Streams.shown(state.place().stream()))
                .put("partition", state.place().partition())
                .put("length", state.length())
                .put("bytes", state.bytes())
                .put("deadLetters", state.deadLetters());
        var configured = Set.copyOf(streams.groups());
        var groups = document.putArray("groups");
        state.groups().forEach(group -> groups.add(document(state, group, configured.contains(group.name()))));
        return document;
    }

    private ObjectNode document(StreamState state, GroupState group, boolean configured) {
        var oldest = group.oldest();
        var lastRead = group.lastRead();
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("group", group.name())
                .put("configured", configured)
                .put("lag", group.unread())
                .put("lagIsExact", group.exact())
                .put("pending", group.pending())
                .put("oldestUnacknowledged", oldest == null ? null : oldest.toMillis())
                .put(
                        "lastRead",
                        lastRead == null ? null : Instants.format(state.time().minus(lastRead)))
                .put("idle", group.isIdle())
                .put("abandoned", group.isAbandoned(readers.abandonedAfter()));
        var consumers = document.putArray("consumers");
        group.consumers()
                .forEach(consumer -> consumers
                        .addObject()
                        .put("consumer", consumer.name())
                        .put("pending", consumer.pending())
                        .put("idle", consumer.idle().toMillis()));
        return document;
    }
}
