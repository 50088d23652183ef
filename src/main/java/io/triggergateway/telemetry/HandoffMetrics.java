package io.triggergateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * How full the hand-off is and how far engines are. Streams and groups come from registrations, the configuration and
 * engines, never from a caller; those that vanish take their metrics with them.
 */
@Singleton
public final class HandoffMetrics {
    private static final String PREFIX = "trigger_gateway_handoff_";

    private final MultiGauge length;
    private final MultiGauge bytes;
    private final MultiGauge deadLetters;
    private final MultiGauge lag;
    private final MultiGauge pending;
    private final MultiGauge oldest;
    private final MultiGauge abandoned;
    private final AtomicLong signalsWaiting = new AtomicLong();
    private final AtomicLong signalsPoison = new AtomicLong();

    HandoffMetrics(MeterRegistry meters) {
        length = gauge(meters, "length", "Entries that a stream holds");
        bytes = gauge(meters, "bytes", "Bytes of messages that a stream holds");
        deadLetters = gauge(meters, "dead_letters", "Messages that were delivered too often");
        lag = gauge(meters, "lag", "Entries that a group has not read");
        pending = gauge(meters, "pending", "Entries that a group has read and not acknowledged");
        oldest =
                gauge(meters, "oldest_unacknowledged_seconds", "Age of a group's oldest entry without acknowledgement");
        abandoned = gauge(meters, "abandoned", "1 for a group that nobody reads and that holds entries back");
        meters.gauge("trigger_gateway_signals_waiting", signalsWaiting);
        meters.gauge("trigger_gateway_signals_poison", signalsPoison);
    }

    /** A stream in one partition. */
    public record StreamRow(String stream, int partition, long length, long bytes, long deadLetters) {
        private Tags tags() {
            return Tags.of("stream", stream, "partition", Integer.toString(partition));
        }
    }

    /** A group of a stream in one partition. */
    public record GroupRow(
            String stream,
            int partition,
            String group,
            long lag,
            long pending,
            double oldestSeconds,
            boolean abandoned) {
        private Tags tags() {
            return Tags.of("stream", stream, "group", group, "partition", Integer.toString(partition));
        }
    }

    /** Shows these, and no others any more. */
    public void show(List<StreamRow> streams, List<GroupRow> groups) {
        showStreams(length, streams, StreamRow::length);
        showStreams(bytes, streams, StreamRow::bytes);
        showStreams(deadLetters, streams, StreamRow::deadLetters);
        showGroups(lag, groups, GroupRow::lag);
        showGroups(pending, groups, GroupRow::pending);
        showGroups(oldest, groups, GroupRow::oldestSeconds);
        showGroups(abandoned, groups, group -> group.abandoned() ? 1 : 0);
    }

    /** Shows how many signals of engines there are, and how many were set aside. */
    public void showSignals(long waiting, long poison) {
        signalsWaiting.set(waiting);
        signalsPoison.set(poison);
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(PREFIX + name).description(description).register(meters);
    }

    private static void showStreams(MultiGauge gauge, List<StreamRow> rows, ToDoubleFunction<StreamRow> value) {
        gauge.register(
                rows.stream()
                        .<MultiGauge.Row<?>>map(row -> MultiGauge.Row.of(row.tags(), value.applyAsDouble(row)))
                        .toList(),
                true);
    }

    private static void showGroups(MultiGauge gauge, List<GroupRow> rows, ToDoubleFunction<GroupRow> value) {
        gauge.register(
                rows.stream()
                        .<MultiGauge.Row<?>>map(row -> MultiGauge.Row.of(row.tags(), value.applyAsDouble(row)))
                        .toList(),
                true);
    }
}
