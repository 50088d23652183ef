package io.triggergateway.ui;

import io.triggergateway.firing.Statistics;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.scheduler.ScheduleWatch;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Which triggers need somebody to look at them. Waits. */
@Singleton
final class Trouble {
    private static final int MOST_SHOWN = 8;
    /** Of more triggers the counts are not read one by one: a page must not take longer because there are many. */
    private static final int MOST_COUNTED = 300;

    private final Registry registry;
    private final Statistics statistics;
    private final ScheduleWatch watch;

    Trouble(Registry registry, Statistics statistics, ScheduleWatch watch) {
        this.registry = registry;
        this.statistics = statistics;
        this.watch = watch;
    }

    /** A trigger and what is wrong with it. */
    record Item(String trigger, String word, String sentence) {}

    List<Item> now() {
        var items = new ArrayList<Item>();
        var triggers = registry.triggers();
        triggers.forEach(trigger -> addStanding(trigger, items));
        if (triggers.size() <= MOST_COUNTED) {
            triggers.forEach(trigger -> addCounts(trigger, items));
        }
        return items.stream().limit(MOST_SHOWN).toList();
    }

    private void addStanding(CompiledTrigger trigger, List<Item> items) {
        var broken = trigger.broken();
        if (broken != null) {
            items.add(new Item(trigger.name(), "broken", broken));
        }
        if (watch.isOverdue(trigger.name())) {
            items.add(new Item(trigger.name(), "late", "A slot should have fired and has not."));
        }
    }

    private void addCounts(CompiledTrigger trigger, List<Item> items) {
        var day = statistics.of(trigger.partition(), trigger.name()).document(1).path("last24Hours");
        long failed = day.path("failed").asLong();
        long rejected = day.path("rejected").asLong();
        if (failed > 0) {
            items.add(new Item(trigger.name(), "failed", times(failed) + " firings failed within a day."));
        }
        if (rejected > 0) {
            items.add(new Item(trigger.name(), "rejected", times(rejected) + " requests refused within a day."));
        }
    }

    private static String times(long count) {
        return count == 1 ? "One" : Long.toString(count);
    }
}
