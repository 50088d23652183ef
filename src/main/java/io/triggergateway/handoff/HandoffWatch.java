package io.triggergateway.handoff;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Turns;
import io.triggergateway.telemetry.HandoffMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at all streams every few seconds, and tells of it: in metrics, to the door, and in the log what is new. */
@Singleton
public final class HandoffWatch {
    private static final double MILLIS = 1000;

    private final Inspection inspection;
    private final SignalStream signals;
    private final BacklogAge backlog;
    private final LagHistory history;
    private final HandoffMetrics metrics;
    private final ReaderConfig config;
    private Set<Abandoned> told = Set.of();

    private record Abandoned(Place place, String group) {}

    HandoffWatch(
            Inspection inspection,
            SignalStream signals,
            BacklogAge backlog,
            LagHistory history,
            HandoffMetrics metrics,
            ReaderConfig config) {
        this.inspection = inspection;
        this.signals = signals;
        this.backlog = backlog;
        this.history = history;
        this.metrics = metrics;
        this.config = config;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(5), "Watching the streams", this::look);
    }

    void look() {
        var states = new ArrayList<StreamState>();
        try {
            Turns.each(inspection.places(), place -> states.add(inspection.inspect(place)));
        } catch (RedisFault away) {
            // Whoever asks Redis for something hears of it there.
        }
        backlog.learn(states);
        history.learn(states);
        if (!states.isEmpty()) {
            metrics.show(streams(states), groups(states));
            tell(states);
            showSignals();
        }
    }

    private void showSignals() {
        try {
            metrics.showSignals(signals.waiting(), signals.setAside());
        } catch (RedisFault away) {
            // As above.
        }
    }

    private static List<HandoffMetrics.StreamRow> streams(List<StreamState> states) {
        return states.stream()
                .map(state -> new HandoffMetrics.StreamRow(
                        Streams.shown(state.place().stream()),
                        state.place().partition(),
                        state.length(),
                        state.bytes(),
                        state.deadLetters()))
                .toList();
    }

    private List<HandoffMetrics.GroupRow> groups(List<StreamState> states) {
        return states.stream()
                .flatMap(state -> state.groups().stream().map(group -> row(state.place(), group)))
                .toList();
    }

    private HandoffMetrics.GroupRow row(Place place, GroupState group) {
        return new HandoffMetrics.GroupRow(
                Streams.shown(place.stream()),
                place.partition(),
                group.name(),
                group.unread(),
                group.pending(),
                group.oldest() == null ? 0 : group.oldest().toMillis() / MILLIS,
                group.isAbandoned(config.abandonedAfter()));
    }

    // Once, not every few seconds.
    private void tell(List<StreamState> states) {
        var found = new HashSet<Abandoned>();
        for (var state : states) {
            for (var group : state.groups()) {
                if (group.isAbandoned(config.abandonedAfter())) {
                    found.add(new Abandoned(state.place(), group.name()));
                    tell(state.place(), group);
                }
            }
        }
        told = Set.copyOf(found);
    }

    private void tell(Place place, GroupState group) {
        if (!told.contains(new Abandoned(place, group.name()))) {
            Log.warnf(
                    "Expected somebody to read group '%s' of stream '%s' in partition %d, but for %s nobody has, and it holds entries back."
                            + " Start its engine, or remove the group: DELETE /api/_triggers/handoff/groups/%s/%s",
                    group.name(),
                    Streams.shown(place.stream()),
                    place.partition(),
                    config.abandonedAfter(),
                    Streams.shown(place.stream()),
                    group.name());
        }
    }
}
