package io.triggergateway.scheduler;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schedule.Slot;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The plans of schedules: which slot comes next. Every replica may plan what it hears of; the trigger's version tells
 * who is late. Every method waits; for virtual threads. Throws RedisFault when Redis is away.
 */
@Singleton
public final class Plans {
    private static final int PAGE = 500;

    private final RedisLink redis;
    private final Keys keys;
    private final Script planSlot;

    Plans(RedisLink redis, Keys keys, Scripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.planSlot = scripts.load("plan-slot");
    }

    /** Plans those of the triggers that nobody has planned since they were written; many at once. */
    void plan(List<CompiledTrigger> triggers) {
        var open = triggers;
        while (!open.isEmpty()) {
            open = pages(open).stream().flatMap(page -> attempt(page).stream()).toList();
        }
    }

    /** The names of those that nobody has planned since they were written. */
    List<String> unplanned(List<CompiledTrigger> triggers) {
        return pages(triggers).stream()
                .flatMap(page -> unplannedOf(page).stream())
                .map(unplanned -> unplanned.trigger().name())
                .toList();
    }

    /** Plans a trigger, unless it is planned. */
    void plan(CompiledTrigger trigger) {
        plan(List.of(trigger));
    }

    private static List<List<CompiledTrigger>> pages(List<CompiledTrigger> triggers) {
        return IntStream.iterate(0, from -> from < triggers.size(), from -> from + PAGE)
                .mapToObj(from -> triggers.subList(from, Math.min(from + PAGE, triggers.size())))
                .toList();
    }

    /** A trigger and its plan, which is not of its version. */
    private record Unplanned(CompiledTrigger trigger, Plan plan) {}

    private List<Unplanned> unplannedOf(List<CompiledTrigger> page) {
        var plans = page.stream().map(this::read).toList();
        RedisLink.await(Future.all(plans));
        return IntStream.range(0, page.size())
                .mapToObj(i -> new Unplanned(page.get(i), plans.get(i).result()))
                .filter(each -> !isCurrent(each.plan(), each.trigger()))
                .toList();
    }

    /** Those whose plan somebody else has changed in between. */
    private List<CompiledTrigger> attempt(List<CompiledTrigger> page) {
        var unplanned = unplannedOf(page);
        if (unplanned.isEmpty()) {
            return List.of();
        }
        var now = redisTime();
        var written = unplanned.stream()
                .map(each -> write(each.trigger(), each.plan(), now))
                .toList();
        RedisLink.await(Future.all(written));
        return IntStream.range(0, unplanned.size())
                .filter(i -> written.get(i).result().equals("changed"))
                .mapToObj(i -> unplanned.get(i).trigger())
                .toList();
    }

    /** Takes the plan of a trigger away that is no more, wherever it was; one that is only unknown here stays. */
    void forget(String trigger) {
        for (int partition = 0; partition < keys.partitions(); partition++) {
            forget(partition, trigger);
        }
    }

    /** The same, in a partition. */
    void forget(int partition, String trigger) {
        var names = List.of(keys.trigger(partition, trigger), keys.schedule(partition, trigger), keys.due(partition));
        planSlot.call(names, List.of(trigger, "", "", "", "", "", ""));
    }

    /** How it stands with a trigger's schedule. */
    Plan find(CompiledTrigger trigger) {
        return RedisLink.await(read(trigger));
    }

    /** The time by which slots are due. */
    Instant redisTime() {
        var time = redis.call("TIME");
        return Instant.ofEpochSecond(
                Long.parseLong(time.at(0).text()), Long.parseLong(time.at(1).text()) * 1000);
    }

    private Future<Plan> read(CompiledTrigger trigger) {
        var arguments = new ArrayList<Object>(List.of(keys.schedule(trigger.partition(), trigger.name())));
        arguments.addAll(List.of(Plan.FIELDS));
        return redis.send("HMGET", arguments.toArray())
                .map(Plan::of)
                .recover(failure -> failure instanceof RedisFault fault && fault.kind() == RedisFault.Kind.BROKEN
                        ? Future.succeededFuture(Plan.NONE)
                        : Future.failedFuture(failure));
    }

    /** Since when a trigger has been as it is; {@code now} when Redis does not know. */
    private Future<Instant> since(CompiledTrigger trigger, Instant now) {
        return redis.send("HGET", keys.trigger(trigger.partition(), trigger.name()), "since")
                .map(Plan::instant)
                .map(since -> since == null || since.isAfter(now) ? now : since);
    }

    private static boolean isCurrent(Plan plan, CompiledTrigger trigger) {
        return plan.generation() == trigger.stored().generation()
                && plan.version() >= trigger.stored().version();
    }

    /** It counts from when the trigger was written, not from now: what was due in between was promised already. */
    private Future<String> write(CompiledTrigger trigger, Plan seen, Instant now) {
        return since(trigger, now).compose(since -> write(trigger, seen, next(trigger, seen, since)));
    }

    private Future<String> write(CompiledTrigger trigger, Plan seen, Optional<Instant> next) {
        var names = List.of(
                keys.trigger(trigger.partition(), trigger.name()),
                keys.schedule(trigger.partition(), trigger.name()),
                keys.due(trigger.partition()));
        var due = next.map(slot -> slot.plus(offset(trigger)));
        return planSlot.run(
                        names,
                        List.of(
                                trigger.name(),
                                trigger.stored().generation(),
                                trigger.stored().version(),
                                seen.generation() == 0 ? "" : seen.version(),
                                millis(seen.next()),
                                millis(next.orElse(null)),
                                millis(due.orElse(null))))
                .map(reply -> reply.at(0).text());
    }

    private static Duration offset(CompiledTrigger trigger) {
        var schedule = trigger.schedule();
        return schedule == null ? Duration.ZERO : schedule.offset(trigger.name());
    }

    /** A schedule starts from its next slot; only what was due already and still is a slot is not lost by an edit. */
    private static Optional<Instant> next(CompiledTrigger trigger, Plan plan, Instant since) {
        var schedule = trigger.schedule();
        if (schedule == null || !trigger.enabled() || trigger.broken() != null) {
            return Optional.empty();
        }
        boolean same = plan.generation() == trigger.stored().generation();
        if (same && isUsedUp(schedule, plan)) {
            return Optional.empty();
        }
        var due = same ? plan.next() : null;
        if (due != null && !due.isAfter(since) && isSlot(schedule, due)) {
            return Optional.of(due);
        }
        var last = same ? plan.last() : null;
        return schedule.next(last != null && last.isAfter(since) ? last : since).map(Slot::scheduledTime);
    }

    static boolean isUsedUp(CompiledSchedule schedule, Plan plan) {
        var most = schedule.spec().maxFirings();
        return most != null && plan.fired() >= most;
    }

    private static boolean isSlot(CompiledSchedule schedule, Instant instant) {
        return schedule.previous(instant)
                .filter(slot -> slot.scheduledTime().equals(instant))
                .isPresent();
    }

    private static String millis(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.toEpochMilli());
    }
}
