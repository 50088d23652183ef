package io.triggergateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All metrics in one place. No label has values that a caller can invent: triggers are those that are registered. */
@Singleton
public final class Metrics {
    private static final String PREFIX = "trigger_gateway_";
    private static final double MILLIS = 1000;
    /** There from the start, so that the first one that is missed is an increase. */
    private static final List<String> SLOTS = List.of("punctual", "late", "missed");

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Labels, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Labels, AtomicLong> secretUses = new ConcurrentHashMap<>();
    private final Map<Step, Timer> steps = new ConcurrentHashMap<>();
    private final Map<String, Counter> slots = new ConcurrentHashMap<>();
    private final AtomicLong schedulesOverdue = new AtomicLong();

    private record Labels(String trigger, String other) {}

    /** The parts of a request's way whose time is measured. */
    public enum Step {
        RECEIVE,
        VERIFY,
        ASSESS,
        /** Waiting for Redis, mostly. */
        ACCEPT
    }

    Metrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        meters.gauge(PREFIX + "schedules_overdue", schedulesOverdue);
        SLOTS.forEach(outcome -> slots(outcome, 0));
    }

    /**
     * Counts a webhook request.
     *
     * @param trigger a registered name; {@code none} when there is none
     * @param outcome one of a small fixed set of words
     */
    public void request(String trigger, String outcome) {
        requests.computeIfAbsent(new Labels(trigger, outcome), this::newRequestCounter)
                .increment();
    }

    /** Records how long a step took. */
    public void step(Step step, long nanos) {
        steps.computeIfAbsent(step, this::newTimer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Notes that a trigger's secret was used; 0 is the first in its list. An old one unused for long can go. */
    public void secretUsed(String trigger, int secret) {
        secretUses
                .computeIfAbsent(new Labels(trigger, Integer.toString(secret)), this::newSecretGauge)
                .lazySet(clock.millis());
    }

    /** Counts slots of schedules by what became of them on this replica: one of a small fixed set of words. */
    public void slots(String outcome, long count) {
        slots.computeIfAbsent(outcome, this::newSlotCounter).increment(count);
    }

    /** Says how many schedules should have fired and have not. */
    public void schedulesOverdue(long count) {
        schedulesOverdue.set(count);
    }

    private Counter newSlotCounter(String outcome) {
        return Counter.builder(PREFIX + "schedule_slots")
                .description("Slots of schedules by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter newRequestCounter(Labels labels) {
        return Counter.builder(PREFIX + "requests")
                .description("Webhook requests by trigger and outcome")
                .tag("trigger", labels.trigger())
                .tag("outcome", labels.other())
                .register(meters);
    }

    private Timer newTimer(Step step) {
        return Timer.builder(PREFIX + "step")
                .description("Time that a webhook request spends in a step")
                .tag("step", step.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    private AtomicLong newSecretGauge(Labels labels) {
        var lastUse = new AtomicLong();
        meters.gauge(
                PREFIX + "secret_last_used_timestamp_seconds",
                Tags.of("trigger", labels.trigger(), "secret", labels.other()),
                lastUse,
                millis -> millis.get() / MILLIS);
        return lastUse;
    }
}
