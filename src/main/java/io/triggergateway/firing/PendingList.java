package io.triggergateway.firing;

import io.triggergateway.accept.Ids;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.StartChoices;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What waits for a person, over all triggers and partitions. Every method waits; for virtual threads. */
@Singleton
public final class PendingList {
    private static final int PAGE = 500;

    // As in the log of one trigger: a page may be short.
    private static final int MOST_LOOKED_AT = 10_000;

    private final RedisLink redis;
    private final Keys keys;
    private final Records records;
    private final Registry registry;
    private final Partitions partitions;

    PendingList(RedisLink redis, Keys keys, Records records, Registry registry, Partitions partitions) {
        this.redis = redis;
        this.keys = keys;
        this.records = records;
        this.registry = registry;
        this.partitions = partitions;
    }

    /** True for what {@link FiringPage#nextCursor} of this list may be. */
    public static boolean isCursor(String text) {
        return PendingCursor.parse(text).isPresent();
    }

    /**
     * A page, newest first, without payloads.
     *
     * @param limit 1 to 500
     * @param cursor where the page before ended; null for the first page
     */
    public FiringPage list(StartChoices.Filter filter, int limit, @Nullable String cursor) {
        var items = new ArrayList<Firing>();
        var position =
                cursor == null ? start(filter) : PendingCursor.parse(cursor).orElse(start(filter));
        // One more than is asked for, to know whether anything follows.
        int size = 1 + (filter.trigger() == null && filter.flow() == null ? limit : PAGE);
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += size) {
            var places = places(position, size);
            for (var found : read(places, filter)) {
                items.add(found.firing());
                if (items.size() == limit) {
                    boolean last = places.size() < size && places.getLast().equals(found.place());
                    return new FiringPage(items, last ? null : found.place().text());
                }
            }
            if (places.size() < size) {
                return new FiringPage(items, null);
            }
            position = places.getLast();
        }
        return new FiringPage(items, position.text());
    }

    private record Found(PendingCursor place, Firing firing) {}

    private PendingCursor start(StartChoices.Filter filter) {
        return filter.olderThan() == null
                ? new PendingCursor(Long.MAX_VALUE, "")
                : new PendingCursor(
                        RedisTime.now(redis).minus(filter.olderThan()).toEpochMilli(), "");
    }

    /** The next ones after a place, over all partitions. */
    private List<PendingCursor> places(PendingCursor after, int size) {
        return partitions.all().stream()
                .flatMap(partition -> places(partition, after, size).stream())
                .sorted()
                .limit(size)
                .toList();
    }

    /** Some may have the very time of {@code after}; those up to it are left out. */
    private List<PendingCursor> places(int partition, PendingCursor after, int size) {
        var found = new ArrayList<PendingCursor>();
        int offset = 0;
        int read = size;
        while (found.size() < size && read == size) {
            var page = page(partition, after.time(), offset, size);
            page.stream().filter(place -> place.compareTo(after) > 0).forEach(found::add);
            read = page.size();
            offset += read;
        }
        return found;
    }

    private List<PendingCursor> page(int partition, long newest, int offset, int size) {
        var reply = redis.call(
                "ZREVRANGEBYSCORE",
                keys.pending(partition),
                newest == Long.MAX_VALUE ? "+inf" : newest,
                "-inf",
                "WITHSCORES",
                "LIMIT",
                offset,
                size);
        return IntStream.range(0, reply.size() / 2)
                .mapToObj(i -> new PendingCursor(
                        reply.at(2 * i + 1).number(), reply.at(2 * i).text()))
                .toList();
    }

    private List<Found> read(List<PendingCursor> places, StartChoices.Filter filter) {
        var firings = new HashMap<String, Firing>();
        places.stream()
                .map(PendingCursor::firingId)
                .collect(Collectors.groupingBy(Ids::partitionOf))
                .forEach((partition, ids) -> records.summaries(partition, ids).stream()
                        .flatMap(Optional::stream)
                        .forEach(firing -> firings.put(firing.id(), firing)));
        return places.stream()
                .flatMap(place -> Optional.ofNullable(firings.get(place.firingId()))
                        .filter(firing -> matches(firing, filter))
                        .map(firing -> new Found(place, firing))
                        .stream())
                .toList();
    }

    /** What is left of a deleted trigger is as good as gone. */
    private boolean matches(Firing firing, StartChoices.Filter filter) {
        return registry.find(firing.trigger()).isPresent()
                && (filter.trigger() == null || filter.trigger().equals(firing.trigger()))
                && Optional.ofNullable(filter.flow())
                        .map(flow -> firing.pending().contains(flow))
                        .orElse(!firing.pending().isEmpty());
    }
}
