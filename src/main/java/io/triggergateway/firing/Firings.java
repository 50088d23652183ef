package io.triggergateway.firing;

import io.triggergateway.accept.Ids;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.trigger.Words;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The log of firings. Every method waits; for virtual threads. Throws RedisFault when Redis is away. */
@Singleton
public final class Firings {
    // A page may be short, so that a rare status in a long log does not hold anyone up.
    private static final int MOST_LOOKED_AT = 10_000;
    private static final String PENDING = "pending";
    private static final List<String> SUMMARY = List.of("trigger", "status", "time", "meta", "starts", "reason");

    private final RedisLink redis;
    private final Keys keys;

    Firings(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** A page of a trigger's firings without their payloads; what has expired is skipped. */
    public FiringPage list(int partition, String trigger, FiringQuery query) {
        var items = new ArrayList<Firing>();
        var position = query.cursor();
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += query.limit()) {
            var entries = entries(partition, trigger, query, position);
            var page = entries.subList(0, Math.min(entries.size(), query.limit()));
            for (var firing : read(partition, page, query)) {
                items.add(firing.firing());
                if (items.size() == query.limit()) {
                    boolean last = entries.getLast().position().equals(firing.position());
                    return new FiringPage(items, last ? null : firing.position());
                }
            }
            if (entries.size() <= query.limit()) {
                return new FiringPage(items, null);
            }
            position = page.getLast().position();
        }
        return new FiringPage(items, position);
    }

    /** One firing with its payload; empty when there is none of that trigger, or no more. */
    public Optional<Firing> find(String trigger, String firingId) {
        int partition = Ids.partitionOf(firingId);
        if (partition < 0) {
            return Optional.empty();
        }
        var record = pairs(redis.call("HGETALL", keys.firing(partition, firingId)));
        return record.containsKey("time")
                ? Optional.of(FiringRecords.read(firingId, partition, record))
                        .filter(firing -> firing.trigger().equals(trigger))
                : Optional.empty();
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
        var fields = pairs(entry.at(1));
        return new Entry(entry.at(0).text(), text(fields, "id"), text(fields, "status"));
    }

    private List<Placed> read(int partition, List<Entry> entries, FiringQuery query) {
        var wanted = entries.stream().filter(entry -> mayHave(entry, query)).toList();
        var replies = wanted.stream()
                .map(entry -> redis.send("HMGET", arguments(keys.firing(partition, entry.id()))))
                .toList();
        if (!replies.isEmpty()) {
            RedisLink.await(Future.all(replies));
        }
        return IntStream.range(0, wanted.size())
                .mapToObj(i ->
                        placed(partition, wanted.get(i), summary(replies.get(i).result())))
                .flatMap(Optional::stream)
                .filter(placed ->
                        query.status() == null || placed.firing().status().equals(Words.of(query.status())))
                .toList();
    }

    /** Only a pending firing changes its status later. */
    private static boolean mayHave(Entry entry, FiringQuery query) {
        return query.status() == null
                || entry.status().equals(PENDING)
                || entry.status().equals(Words.of(query.status()));
    }

    private static Optional<Placed> placed(int partition, Entry entry, Map<String, byte[]> record) {
        return record.containsKey("time")
                ? Optional.of(new Placed(entry.position(), FiringRecords.read(entry.id(), partition, record)))
                : Optional.empty();
    }

    private static Object[] arguments(String key) {
        var arguments = new ArrayList<Object>(SUMMARY);
        arguments.addFirst(key);
        return arguments.toArray();
    }

    private static Map<String, byte[]> summary(Reply values) {
        var record = new HashMap<String, byte[]>();
        for (int i = 0; i < SUMMARY.size(); i++) {
            if (!values.at(i).isNil()) {
                record.put(SUMMARY.get(i), values.at(i).bytes());
            }
        }
        return record;
    }

    private static Map<String, byte[]> pairs(Reply reply) {
        var pairs = new HashMap<String, byte[]>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            pairs.put(reply.at(i).text(), reply.at(i + 1).bytes());
        }
        return pairs;
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
