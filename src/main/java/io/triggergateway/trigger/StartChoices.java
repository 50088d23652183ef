package io.triggergateway.trigger;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which waiting starts of many firings somebody decides about: those of a list, or those that a filter finds.
 *
 * @param items empty when the filter says which
 */
public record StartChoices(List<Item> items, Filter filter) {
    public StartChoices {
        items = List.copyOf(items);
    }

    /**
     * One firing's.
     *
     * @param trigger null when the firing's id is enough
     * @param flow null for all that wait
     */
    public record Item(
            @Nullable String trigger,
            String firingId,
            @Nullable String flow) {}

    /**
     * Null is no condition.
     *
     * @param olderThan how long they have waited at least
     */
    public record Filter(
            @Nullable String trigger,
            @Nullable String flow,
            @Nullable Duration olderThan) {
        /** Finds everything that waits. */
        public static final Filter NONE = new Filter(null, null, null);

        boolean isEmpty() {
            return trigger == null && flow == null && olderThan == null;
        }
    }
}
