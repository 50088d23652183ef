package io.triggergateway.scheduler;

import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schedule.Slot;
import io.triggergateway.trigger.ScheduleSpec;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people want to know of a schedule. Waits; for virtual threads. Throws RedisFault when Redis is away. */
@Singleton
public final class ScheduleStates {
    private final Plans plans;
    private final ActiveRuns runs;

    ScheduleStates(Plans plans, ActiveRuns runs) {
        this.plans = plans;
        this.runs = runs;
    }

    /**
     * How it stands with a schedule.
     *
     * @param next the next slots, in order; none while the trigger is disabled or when nothing is left to fire
     * @param offset how long after its slots it fires
     * @param lastSlot the last slot that was decided; null when there was none
     * @param lastFiredAt null when it has never fired
     * @param fired how many slots have fired, {@code late} of them more than a second late
     * @param missed how many were passed over
     * @param remaining how many may still fire; null without a bound
     * @param flows which runs are active; empty unless the schedule cares about overlap
     */
    public record State(
            List<Slot> next,
            Duration offset,
            @Nullable Instant lastSlot,
            @Nullable Instant lastFiredAt,
            long fired,
            long late,
            long missed,
            @Nullable Long remaining,
            List<FlowState> flows) {
        public State {
            next = List.copyOf(next);
            flows = List.copyOf(flows);
        }
    }

    /** A flow of a schedule: its active runs, and how many starts wait for them. */
    public record FlowState(String flow, List<String> active, long queued) {
        public FlowState {
            active = List.copyOf(active);
        }
    }

    /** The state of a trigger's schedule, with at most {@code count} next slots. */
    public State of(CompiledTrigger trigger, CompiledSchedule schedule, int count) {
        var plan = plans.find(trigger);
        boolean current = plan.generation() == trigger.stored().generation();
        var most = schedule.spec().maxFirings();
        long fired = current ? plan.fired() : 0;
        var remaining = most == null ? null : Long.valueOf(Math.max(0, most - fired));
        return new State(
                trigger.enabled() ? next(schedule, current ? plan : null, remaining, count) : List.of(),
                schedule.offset(trigger.name()),
                current ? plan.last() : null,
                current ? plan.lastFiredAt() : null,
                fired,
                current ? plan.late() : 0,
                current ? plan.missed() : 0,
                remaining,
                flows(trigger, schedule));
    }

    private List<Slot> next(CompiledSchedule schedule, @Nullable Plan plan, @Nullable Long remaining, int count) {
        var next = plan == null ? null : plan.next();
        var from = next == null ? plans.redisTime() : next.minusMillis(1);
        int most = remaining == null ? count : (int) Math.min(count, remaining);
        return schedule.next(from, most);
    }

    private List<FlowState> flows(CompiledTrigger trigger, CompiledSchedule schedule) {
        return schedule.spec().overlap() == ScheduleSpec.Overlap.ALLOW
                ? List.of()
                : trigger.subscriptions().stream()
                        .map(subscription -> subscription.flow())
                        .map(flow -> new FlowState(flow, runs.active(trigger, flow), runs.queued(trigger, flow)))
                        .toList();
    }
}
