package io.triggergateway.firing;

import io.triggergateway.accept.Ids;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Firings by their ids. Every method waits; for virtual threads. */
@Singleton
final class Records {
    private static final List<String> SUMMARY = List.of(
            "trigger",
            "status",
            "time",
            "meta",
            "starts",
            "reason",
            "decisions",
            "timings",
            "replayOf",
            "traceparent",
            "overlap");

    private final RedisLink redis;
    private final Keys keys;

    Records(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Where a firing is stored. */
    record Place(int partition, String id) {}

    /** Without their payloads, in the same order; empty for those that are no more. */
    List<Optional<Firing>> summaries(int partition, List<String> ids) {
        return found(ids.stream().map(id -> new Place(partition, id)).toList());
    }

    /** The same of several partitions, without those that are no more. */
    List<Firing> summaries(List<Place> places) {
        return found(places).stream().flatMap(Optional::stream).toList();
    }

    private List<Optional<Firing>> found(List<Place> places) {
        var replies = places.stream()
                .map(place -> redis.send("HMGET", summaryOf(keys.firing(place.partition(), place.id()))))
                .toList();
        if (!replies.isEmpty()) {
            RedisLink.await(Future.all(replies));
        }
        return IntStream.range(0, places.size())
                .mapToObj(i -> firing(
                        places.get(i).id(),
                        places.get(i).partition(),
                        summary(replies.get(i).result())))
                .toList();
    }

    /** Without its payload; empty when there is none, or no more, or the id is none. */
    Optional<Firing> summary(String id) {
        int partition = Ids.partitionOf(id);
        return partition < 0
                ? Optional.empty()
                : summaries(partition, List.of(id)).getFirst();
    }

    /** With its payload. */
    Optional<Firing> whole(String id) {
        int partition = Ids.partitionOf(id);
        if (partition < 0) {
            return Optional.empty();
        }
        var record = pairs(redis.call("HGETALL", keys.firing(partition, id)));
        return firing(id, partition, record).map(firing -> firing.with(FiringRecords.content(record, waiting(firing))));
    }

    /** What flows of a firing are going to get, by flow; those that do not wait any more are missing. */
    Map<String, byte[]> waiting(Firing firing, List<String> flows) {
        var arguments = new ArrayList<Object>(flows);
        arguments.addFirst(keys.pending(firing.partition(), firing.id()));
        return flows.isEmpty() ? Map.of() : byName(flows, redis.call("HMGET", arguments.toArray()));
    }

    private Map<String, byte[]> waiting(Firing firing) {
        return waiting(firing, firing.pending());
    }

    private static Optional<Firing> firing(String id, int partition, Map<String, byte[]> record) {
        return record.containsKey("time") ? Optional.of(FiringRecords.read(id, partition, record)) : Optional.empty();
    }

    private static Object[] summaryOf(String key) {
        var arguments = new ArrayList<Object>(SUMMARY);
        arguments.addFirst(key);
        return arguments.toArray();
    }

    private static Map<String, byte[]> summary(Reply values) {
        return byName(SUMMARY, values);
    }

    private static Map<String, byte[]> byName(List<String> names, Reply values) {
        var named = new HashMap<String, byte[]>();
        for (int i = 0; i < names.size(); i++) {
            if (!values.at(i).isNil()) {
                named.put(names.get(i), values.at(i).bytes());
            }
        }
        return named;
    }

    private static Map<String, byte[]> pairs(Reply reply) {
        var pairs = new HashMap<String, byte[]>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            pairs.put(reply.at(i).text(), reply.at(i + 1).bytes());
        }
        return pairs;
    }
}
