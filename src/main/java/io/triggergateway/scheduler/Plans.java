package io.triggergateway.scheduler;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
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
import java.util.Set;
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

    /** Plans those of the triggers that nobody has planned since they were written. */
    void plan(List<CompiledTrigger> triggers) {
        var unplanned = Set.copyOf(unplanned(triggers));
        triggers.stream().filter(trigger -> unplanned.contains(trigger.name())).forEach(this::plan);
    }

    /** The names of those that nobody has planned since they were written. */
    List<String> unplanned(List<CompiledTrigger> triggers) {
        var unplanned = new ArrayList<String>();
        for (int from = 0; from < triggers.size(); from += PAGE) {
            var page = triggers.subList(from, Math.min(from + PAGE, triggers.size()));
            var plans = page.stream().map(this::read).toList();
            RedisLink.await(Future.all(plans));
            for (int i = 0; i < page.size(); i++) {
                if (!isCurrent(plans.get(i).result(), page.get(i))) {
                    unplanned.add(page.get(i).name());
                }
            }
        }
        return unplanned;
    }

    /** Plans a trigger, unless it is planned. */
    void plan(CompiledTrigger trigger) {
        boolean again = true;
        while (again) {
            var plan = RedisLink.await(read(trigger));
            again = !isCurrent(plan, trigger)
                    && write(trigger, plan, next(trigger, plan, redisTime())).equals("changed");
        }
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
        return redis.send("HMGET", arguments.toArray()).map(Plan::of);
    }

    private static boolean isCurrent(Plan plan, CompiledTrigger trigger) {
        return plan.generation() == trigger.stored().generation()
                && plan.version() >= trigger.stored().version();
    }

    private String write(CompiledTrigger trigger, Plan seen, Optional<Instant> next) {
        var names = List.of(
                keys.trigger(trigger.partition(), trigger.name()),
                keys.schedule(trigger.partition(), trigger.name()),
                keys.due(trigger.partition()));
        var due = next.map(slot -> slot.plus(offset(trigger)));
        Reply reply = planSlot.call(
                names,
                List.of(
                        trigger.name(),
                        trigger.stored().generation(),
                        trigger.stored().version(),
                        seen.generation() == 0 ? "" : seen.version(),
                        millis(seen.next()),
                        millis(next.orElse(null)),
                        millis(due.orElse(null))));
        return reply.at(0).text();
    }

    private static Duration offset(CompiledTrigger trigger) {
        var schedule = trigger.schedule();
        return schedule == null ? Duration.ZERO : schedule.offset(trigger.name());
    }

    /** A schedule starts from its next slot; only what was due already and still is a slot is not lost by an edit. */
    private static Optional<Instant> next(CompiledTrigger trigger, Plan plan, Instant now) {
        var schedule = trigger.schedule();
        if (schedule == null || !trigger.enabled() || trigger.broken() != null) {
            return Optional.empty();
        }
        boolean same = plan.generation() == trigger.stored().generation();
        if (same && isUsedUp(schedule, plan)) {
            return Optional.empty();
        }
        var due = same ? plan.next() : null;
        if (due != null && !due.isAfter(now) && isSlot(schedule, due)) {
            return Optional.of(due);
        }
        var last = same ? plan.last() : null;
        return schedule.next(last != null && last.isAfter(now) ? last : now).map(Slot::scheduledTime);
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
