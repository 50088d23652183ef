package io.triggergateway.scheduler;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Assessment;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.accept.SlotClaim;
import io.triggergateway.accept.SlotOutcome;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.telemetry.Metrics;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.Words;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides one due slot: fires it, or passes it over with those that were missed. */
@Singleton
final class SlotFirer {
    /** As the plan counts it, too. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Door door;
    private final SchedulerConfig config;
    private final Metrics metrics;

    SlotFirer(Door door, SchedulerConfig config, Metrics metrics) {
        this.door = door;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Tries to decide a slot.
     *
     * @param now by the clock of Redis
     * @return true when the slot is decided now, by whomever
     */
    Future<Boolean> decide(CompiledTrigger trigger, DueSlots.DueSlot due, Instant slot, Instant now) {
        var schedule = Objects.requireNonNull(trigger.schedule());
        var offset = schedule.offset(trigger.name());
        var decision = CatchUp.decide(schedule, slot, due.caughtUp(), now.minus(offset), config.lateAfter());
        return switch (decision) {
            case Decision.Fire fire -> fire(trigger, due, fire, offset, now);
            case Decision.PassOver passOver -> passOver(trigger, due, passOver, offset, now);
        };
    }

    private Future<Boolean> fire(
            CompiledTrigger trigger, DueSlots.DueSlot due, Decision.Fire fire, Duration offset, Instant now) {
        var next = isLast(trigger.schedule(), due) ? null : fire.next();
        var caughtUp = fire.caughtUp() == null ? due.caughtUp() : fire.caughtUp();
        var claim = new SlotClaim(
                due.version(),
                fire.slot(),
                fire.slot().plus(offset),
                next,
                dueAt(next, offset, caughtUp, now),
                0,
                fire.caughtUp(),
                true);
        var occurrence =
                SlotOccurrence.of(trigger, fire.slot(), SlotOccurrence.identity(fire.slot()), now, Cause.PLANNED);
        boolean late = now.isAfter(claim.dueAt().plus(LATE));
        return ask(claim, occurrence, SlotOccurrence.entrant(trigger, occurrence))
                .onSuccess(decided -> count(decided, late ? "late" : "punctual", 1));
    }

    private Future<Boolean> passOver(
            CompiledTrigger trigger, DueSlots.DueSlot due, Decision.PassOver missed, Duration offset, Instant now) {
        var claim = new SlotClaim(
                due.version(),
                missed.first(),
                missed.first().plus(offset),
                missed.next(),
                dueAt(missed.next(), offset, missed.caughtUp(), now),
                missed.count(),
                missed.caughtUp(),
                false);
        var occurrence = SlotOccurrence.of(
                trigger, missed.first(), "passed-over:" + missed.first().toEpochMilli(), now, Cause.PLANNED);
        var assessment = new Assessment.Skipped(reason(trigger, missed));
        return ask(claim, occurrence, new Door.Entrant(trigger, assessment))
                .onSuccess(decided -> count(decided, "missed", missed.count()));
    }

    private Future<Boolean> ask(SlotClaim claim, Occurrence occurrence, Door.Entrant entrant) {
        return door.decide(claim, occurrence, entrant).map(outcome -> switch (outcome) {
            case SlotOutcome.Asked(var asked) -> asked instanceof AcceptOutcome.Stored;
            case SlotOutcome.Lost lost -> false;
            case SlotOutcome.Early early -> false;
        });
    }

    private void count(boolean decided, String outcome, long slots) {
        if (decided) {
            metrics.slots(outcome, slots);
        }
    }

    private static boolean isLast(@Nullable CompiledSchedule schedule, DueSlots.DueSlot due) {
        var most = schedule == null ? null : schedule.spec().maxFirings();
        return most != null && due.fired() + 1 >= most;
    }

    /** Missed slots come one after the other, not all at once. */
    private @Nullable Instant dueAt(@Nullable Instant next, Duration offset, @Nullable Instant caughtUp, Instant now) {
        if (next == null) {
            return null;
        }
        var due = next.plus(offset);
        var paced = now.plus(Duration.ofSeconds(1).dividedBy(config.catchUpRate()));
        boolean late = caughtUp != null && !next.isAfter(caughtUp);
        return late && due.isBefore(paced) ? paced : due;
    }

    private static String reason(CompiledTrigger trigger, Decision.PassOver missed) {
        var policy = Objects.requireNonNull(trigger.schedule()).spec().catchUp().policy();
        return "Missed %s%d from %s to %s, while nothing ran; catchUp is %s"
                .formatted(
                        missed.count() == CatchUp.MOST_COUNTED ? "at least " : "",
                        missed.count(),
                        Instants.format(missed.first()),
                        Instants.format(missed.last()),
                        Words.of(policy));
    }
}
