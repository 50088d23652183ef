package io.triggergateway.firing;

import io.triggergateway.accept.Ids;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Words;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The log of firings. Every method waits; for virtual threads. Throws RedisFault when Redis is away. */
@Singleton
public final class Firings {
    /** How many of the newest firings are looked through for a delivery. */
    public static final int LOOKED_THROUGH = 2_000;

    // A page may be short, so that a rare status in a long log does not hold anyone up.
    private static final int MOST_LOOKED_AT = 10_000;
    private static final int PAGE = 500;
    private static final String PENDING = "pending";
    private static final List<String> IDENTITIES = List.of("delivery:", "key:");

    private final RedisLink redis;
    private final Keys keys;
    private final Records records;

    Firings(RedisLink redis, Keys keys, Records records) {
        this.redis = redis;
        this.keys = keys;
        this.records = records;
    }

    /** A page of a trigger's firings without their payloads; what has expired is skipped. */
    public FiringPage list(int partition, String trigger, FiringQuery query) {
        var items = new ArrayList<Firing>();
        var position = query.cursor();
        int size = query.limit();
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += size) {
            // Where few fit, many are looked at with one question.
            size = looked == 0 ? query.limit() : Math.max(query.limit(), PAGE);
            var entries = entries(partition, trigger, query.page(size, null), position);
            var page = entries.subList(0, Math.min(entries.size(), size));
            for (var firing : read(partition, page, query)) {
                items.add(firing.firing());
                if (items.size() == query.limit()) {
                    boolean last = entries.getLast().position().equals(firing.position());
                    return new FiringPage(items, last ? null : firing.position());
                }
            }
            if (entries.size() <= size) {
                return new FiringPage(items, null);
            }
            position = page.getLast().position();
        }
        return new FiringPage(items, position);
    }

    /**
     * The firings of a delivery, newest first, on one page: that whose id is made from it, however old, and those among
     * the newest {@link #LOOKED_THROUGH} that name it.
     */
    public FiringPage ofDelivery(CompiledTrigger trigger, String deliveryId, FiringQuery query) {
        var found = new LinkedHashMap<String, Firing>();
        var generation = trigger.stored().generation();
        var ids = IDENTITIES.stream()
                .map(kind -> Ids.firing(trigger.partition(), trigger.name(), generation, kind + deliveryId))
                .toList();
        records.summaries(trigger.partition(), ids)
                .forEach(firing -> firing.filter(query::matches).ifPresent(each -> found.put(each.id(), each)));
        lookThrough(trigger, query).stream()
                .filter(firing -> firing.meta().path("deliveryId").asText().equals(deliveryId))
                .forEach(firing -> found.put(firing.id(), firing));
        var items = found.values().stream()
                .sorted(Comparator.comparing(Firing::time).reversed())
                .limit(query.limit())
                .toList();
        return new FiringPage(items, null);
    }

    private List<Firing> lookThrough(CompiledTrigger trigger, FiringQuery query) {
        var items = new ArrayList<Firing>();
        String position = null;
        for (int looked = 0; looked < LOOKED_THROUGH; looked += PAGE) {
            var page = entries(trigger.partition(), trigger.name(), query.page(PAGE, null), position);
            read(trigger.partition(), page, query).forEach(placed -> items.add(placed.firing()));
            if (page.size() <= PAGE) {
                return items;
            }
            position = page.getLast().position();
        }
        return items;
    }

    /** One firing with its payload; empty when there is none of that trigger, or no more. */
    public Optional<Firing> find(String trigger, String firingId) {
        return records.whole(firingId).filter(firing -> firing.trigger().equals(trigger));
    }

    /** A line of the log; the status is the one that the firing began with. */
    private record Entry(String position, String id, String status) {}

    /** A firing and where it stands in the log. */
    private record Placed(String position, Firing firing) {}

    /** One more than a page, to know whether anything follows. */
    private List<Entry> entries(int partition, String trigger, FiringQuery query, @Nullable String after) {
        var log = redis.call(
                "XREVRANGE",
                keys.firings(partition, trigger),
                query.newest(after),
                query.oldest(),
                "COUNT",
                query.limit() + 1);
        return log.items().stream().map(Firings::entry).toList();
    }

    private static Entry entry(Reply entry) {
        return new Entry(entry.at(0).text(), field(entry.at(1), "id"), field(entry.at(1), "status"));
    }

    private static String field(Reply fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.at(i).text().equals(name)) {
                return fields.at(i + 1).text();
            }
        }
        return "";
    }

    private List<Placed> read(int partition, List<Entry> entries, FiringQuery query) {
        var wanted = entries.stream().filter(entry -> mayHave(entry, query)).toList();
        var found = records.summaries(partition, wanted.stream().map(Entry::id).toList());
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> found.get(i)
                        .filter(query::matches)
                        .map(firing -> new Placed(wanted.get(i).position(), firing)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Only a pending firing changes its status later. */
    private static boolean mayHave(Entry entry, FiringQuery query) {
        return query.status() == null
                || entry.status().equals(PENDING)
                || entry.status().equals(Words.of(query.status()));
    }
}
