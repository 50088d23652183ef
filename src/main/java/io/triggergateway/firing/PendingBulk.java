package io.triggergateway.firing;

import io.triggergateway.redis.RedisFault;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.StartChoiceReader;
import io.triggergateway.trigger.StartChoices;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Decides about the starts of many firings, one after the other. Every method waits; for virtual threads. */
@Singleton
public final class PendingBulk {
    private final Records records;
    private final PendingList list;
    private final PendingStarts starts;
    private final Registry registry;

    PendingBulk(Records records, PendingList list, PendingStarts starts, Registry registry) {
        this.records = records;
        this.list = list;
        this.starts = starts;
        this.registry = registry;
    }

    /**
     * What came of one item.
     *
     * @param trigger null when neither the item nor its firing says it
     * @param flow null when the item is about all that wait
     * @param outcome null when Redis could not be asked
     */
    public record Verdict(
            @Nullable String trigger,
            String firingId,
            @Nullable String flow,
            @Nullable PendingOutcome outcome) {}

    /**
     * What came of all.
     *
     * @param more true when the filter finds still more than one call takes
     */
    public record Result(List<Verdict> verdicts, boolean more) {
        public Result {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** Starts them. */
    public Result execute(StartChoices choices, String by) {
        return decide(choices, (firing, flows) -> starts.execute(firing, flows, by));
    }

    /** Drops them. */
    public Result dismiss(StartChoices choices, String by) {
        return decide(choices, (firing, flows) -> starts.dismiss(firing, flows, by));
    }

    private Result decide(StartChoices choices, BiFunction<Firing, List<String>, PendingOutcome> action) {
        var filter = choices.filter();
        if (filter.equals(StartChoices.Filter.NONE)) {
            return new Result(each(choices.items(), action), false);
        }
        var page = list.list(filter, StartChoiceReader.MOST, null);
        var items = page.items().stream()
                .map(firing -> new StartChoices.Item(firing.trigger(), firing.id(), filter.flow()))
                .toList();
        return new Result(each(items, action), page.nextCursor() != null);
    }

    /** Once Redis does not answer, the others are not tried: each would wait as long. */
    private List<Verdict> each(List<StartChoices.Item> items, BiFunction<Firing, List<String>, PendingOutcome> action) {
        var verdicts = new ArrayList<Verdict>();
        boolean away = false;
        for (var item : items) {
            Verdict verdict = null;
            if (!away) {
                try {
                    verdict = one(item, action);
                } catch (RedisFault fault) {
                    away = true;
                }
            }
            verdicts.add(verdict == null ? new Verdict(item.trigger(), item.firingId(), item.flow(), null) : verdict);
        }
        return verdicts;
    }

    private Verdict one(StartChoices.Item item, BiFunction<Firing, List<String>, PendingOutcome> action) {
        var found = records.summary(item.firingId())
                .filter(firing -> item.trigger() == null || item.trigger().equals(firing.trigger()))
                .filter(firing -> registry.find(firing.trigger()).isPresent());
        return found.map(firing -> new Verdict(
                        firing.trigger(), firing.id(), item.flow(), starts.decide(firing, item.flow(), action)))
                .orElseGet(() -> new Verdict(item.trigger(), item.firingId(), item.flow(), new PendingOutcome.Gone()));
    }
}
