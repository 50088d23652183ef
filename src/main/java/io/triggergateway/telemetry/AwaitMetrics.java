package io.triggergateway.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What waits and what has become of it. Kinds and outcomes are words of the gateway, never of a caller. */
@Singleton
public final class AwaitMetrics {
    private static final String PREFIX = "trigger_gateway_awaits_";

    private final MeterRegistry meters;
    private final AtomicLong open = new AtomicLong();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<String, Timer> lateness = new ConcurrentHashMap<>();

    AwaitMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge(PREFIX + "open", open);
    }

    /** Records by how much the end of one that was due has come too late; each replica its own. */
    public void late(String type, Duration by) {
        lateness.computeIfAbsent(type, this::newTimer).record(by);
    }

    /**
     * Shows what Redis has counted, the same on every replica.
     *
     * @param registered by type
     */
    public void show(long waiting, Map<String, Long> registered) {
        open.set(waiting);
        registered.forEach((type, count) ->
                counts.computeIfAbsent(type, this::newRegistered).set(count));
    }

    /** Shows how many of a type have ended with an outcome. */
    public void showEnded(String type, String outcome, long count) {
        counts.computeIfAbsent(type + " " + outcome, key -> newEnded(type, outcome))
                .set(count);
    }

    private Timer newTimer(String type) {
        return Timer.builder(PREFIX + "lateness")
                .description("Time between the deadline of an await and its end by time")
                .tag("type", type)
                .register(meters);
    }

    private AtomicLong newRegistered(String type) {
        var count = new AtomicLong();
        FunctionCounter.builder(PREFIX + "registered", count, AtomicLong::get)
                .description("Awaits that were registered, by type")
                .tag("type", type)
                .register(meters);
        return count;
    }

    private AtomicLong newEnded(String type, String outcome) {
        var count = new AtomicLong();
        FunctionCounter.builder(PREFIX + "ended", count, AtomicLong::get)
                .description("Awaits that have ended, by type and outcome")
                .tag("type", type)
                .tag("outcome", outcome)
                .register(meters);
        return count;
    }
}
