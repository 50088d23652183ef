package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Looks into the hand-off streams without taking anything out of them. Every method waits; for virtual threads. */
@Singleton
public final class Messages {
    private static final Set<String> JSON_FIELDS = Set.of("data", "meta");

    private final RedisLink redis;
    private final Keys keys;

    Messages(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * A message as it stands in its stream.
     *
     * @param time when it was appended, in milliseconds since 1970
     */
    private record Placed(long time, ObjectNode document) {}

    /**
     * The newest messages of all partitions, newest first.
     *
     * @param stream empty for the standard one
     * @param limit at least 1
     */
    public List<ObjectNode> newest(String stream, int limit) {
        var all = new ArrayList<Placed>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            var newest = redis.call("XREVRANGE", keys.handoff(partition, stream), "+", "-", "COUNT", limit);
            for (var entry : newest.items()) {
                all.add(placed(partition, entry));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingLong(Placed::time).reversed())
                .limit(limit)
                .map(Placed::document)
                .toList();
    }

    private static Placed placed(int partition, Reply entry) {
        var id = entry.at(0).text();
        var document = JsonNodeFactory.instance.objectNode().put("entryId", id).put("partition", partition);
        var fields = entry.at(1);
        for (int i = 0; i < fields.size(); i += 2) {
            put(document, fields.at(i).text(), fields.at(i + 1));
        }
        return new Placed(Long.parseLong(id.substring(0, id.indexOf('-'))), document);
    }

    private static void put(ObjectNode document, String field, Reply value) {
        var json = JSON_FIELDS.contains(field) ? Json.readBack(value.bytes()) : null;
        if (json == null) {
            document.put(field, value.text());
        } else {
            document.set(field, json);
        }
    }
}
