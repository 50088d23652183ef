package io.triggergateway.scheduler;

import io.triggergateway.accept.AcceptConfig;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Ids;
import io.triggergateway.accept.Timings;
import io.triggergateway.job.Job;
import io.triggergateway.job.JobCreation;
import io.triggergateway.job.JobKind;
import io.triggergateway.job.JobStep;
import io.triggergateway.job.Jobs;
import io.triggergateway.job.NewJob;
import io.triggergateway.job.Progress;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledSubscription;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schedule.Slot;
import io.triggergateway.trigger.BackfillRange;
import io.triggergateway.trigger.BackfillReader;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fires what a schedule would have fired in a range, as a job. The cursor is the last slot that was dealt with; a slot
 * of a job is fired once, whoever of the replicas repeats the step.
 */
@Singleton
public final class Backfill implements JobKind {
    /** More would be a mistake; whoever means it asks for one part after the other. */
    public static final int MOST_SLOTS = 100_000;

    private static final String KIND = "backfill";
    private static final Duration LEAST = Duration.ofMillis(1);

    private final Jobs jobs;
    private final Door door;
    private final Plans plans;
    private final ActiveRuns runs;
    private final Registry registry;
    private final RegistryFeed feed;
    private final Registrar registrar;
    private final AcceptConfig config;

    Backfill(
            Jobs jobs,
            Door door,
            Plans plans,
            ActiveRuns runs,
            Registry registry,
            RegistryFeed feed,
            Registrar registrar,
            AcceptConfig config) {
        this.jobs = jobs;
        this.door = door;
        this.plans = plans;
        this.runs = runs;
        this.registry = registry;
        this.feed = feed;
        this.registrar = registrar;
        this.config = config;
    }

    /** How many slots are in the range; at most one more than {@link #MOST_SLOTS}. */
    public int count(CompiledSchedule schedule, BackfillRange range) {
        return schedule.between(range.from().minus(LEAST), range.to(), MOST_SLOTS + 1)
                .size();
    }

    /** The job that fires them; waits. */
    public JobCreation start(CompiledTrigger trigger, BackfillRange range, String createdBy, @Nullable String key) {
        return jobs.create(new NewJob(
                KIND, trigger.name(), range.document(), null, createdBy, key == null ? null : Ids.hash(key)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobStep step(Job job, @Nullable String cursor, int most) {
        RedisLink.await(feed.current());
        var trigger = registry.find(job.trigger()).orElse(null);
        var schedule = trigger == null ? null : trigger.schedule();
        if (trigger == null || schedule == null) {
            return new JobStep.Failed(Progress.NONE, 0, "Expected a trigger with a schedule, but it was removed");
        }
        var range = Objects.requireNonNull(BackfillReader.read(job.params(), new Findings()));
        if (cursor == null) {
            var start = range.from().minus(LEAST);
            return new JobStep.Went(text(start), Progress.NONE, 0, (long) count(schedule, range));
        }
        return new Step(job, trigger, range).go(schedule, Instant.ofEpochMilli(Long.parseLong(cursor)), most);
    }

    private static String text(Instant slot) {
        return Long.toString(slot.toEpochMilli());
    }

    /** One step: slot by slot, in order, because runs may have to wait for each other. */
    private final class Step {
        private final Job job;
        private final CompiledTrigger trigger;
        private final BackfillRange range;
        private Progress progress = Progress.NONE;

        Step(Job job, CompiledTrigger trigger, BackfillRange range) {
            this.job = job;
            this.trigger = trigger;
            this.range = range;
        }

        JobStep go(CompiledSchedule schedule, Instant after, int most) {
            var slots = schedule.between(after, range.to(), most);
            var done = after;
            for (var slot : slots) {
                var hindrance = hindrance().or(() -> fire(slot));
                if (hindrance.isPresent()) {
                    return new JobStep.Waits(text(done), progress, (int) progress.sum(), hindrance.get());
                }
                done = slot.scheduledTime();
            }
            int fired = (int) progress.sum();
            return slots.size() < most
                    ? new JobStep.Finished(progress, fired)
                    : new JobStep.Went(text(done), progress, fired, null);
        }

        /** A full queue is no reason to skip what somebody wants in full. */
        private Optional<String> hindrance() {
            if (!trigger.enabled()) {
                return Optional.of("The trigger is disabled: enable it, or cancel the job");
            }
            if (overlap() != ScheduleSpec.Overlap.QUEUE) {
                return Optional.empty();
            }
            return trigger.subscriptions().stream()
                    .map(CompiledSubscription::flow)
                    .filter(flow ->
                            runs.queued(trigger, flow) >= config.schedule().queue())
                    .findFirst()
                    .map(flow -> "The queue of flow '%s' is full: runs have to end first".formatted(flow));
        }

        private ScheduleSpec.Overlap overlap() {
            var own = range.overlap();
            return own == null
                    ? Objects.requireNonNull(trigger.definition().schedule()).overlap()
                    : own;
        }

        private Optional<String> fire(Slot slot) {
            var time = slot.scheduledTime();
            var identity = "backfill:%s:%d".formatted(job.id(), time.toEpochMilli());
            var occurrence =
                    SlotOccurrence.of(trigger, time, identity, plans.redisTime(), new Cause.Planned(overlap()));
            occurrence.meta().put("backfill", job.id());
            var entrants = List.of(SlotOccurrence.entrant(trigger, occurrence));
            return switch (RedisLink.await(door.acceptInBackground(occurrence, entrants, Timings.NONE))) {
                case AcceptOutcome.Stored(var firings) -> count(firings.getFirst());
                case AcceptOutcome.Stale stale -> repair();
                case AcceptOutcome.Backlog(var stream) -> Optional.of("The engines lag: the stream is at its bound");
                case AcceptOutcome.LowMemory low -> Optional.of("Redis is past its memory watermark");
                case AcceptOutcome.Limited limited ->
                    throw new IllegalStateException("Expected no limit for what is planned");
            };
        }

        private Optional<String> count(AcceptOutcome.StoredFiring firing) {
            progress = switch (firing.status()) {
                case ACCEPTED, PENDING, IGNORED -> progress.plusDone("fired");
                case SKIPPED -> progress.plusSkipped("skipped");
                case FAILED, REJECTED -> progress.plusFailed("failed");
            };
            return Optional.empty();
        }

        private Optional<String> repair() {
            registrar.restate(trigger.name());
            return Optional.of("The trigger has changed a moment ago");
        }
    }
}
