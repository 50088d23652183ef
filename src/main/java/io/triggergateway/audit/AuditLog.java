package io.triggergateway.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what people have done. Every method waits; for virtual threads. */
@Singleton
public final class AuditLog {
    private static final int CHUNK = 500;
    /** So many entries one page looks at; a rare one may take several pages, some of them empty. */
    private static final int LOOKED_AT = 5_000;

    private static final Pattern ID = Pattern.compile("\\d{1,15}-\\d{1,15}");

    private final RedisLink redis;
    private final String key;

    public AuditLog(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.key = keys.audit();
    }

    /**
     * A part of the log.
     *
     * @param nextCursor where the next part starts; null in the last one
     */
    public record Part(List<ObjectNode> items, @Nullable String nextCursor) {}

    /** True for what may be a cursor. */
    public static boolean isCursor(String text) {
        return ID.matcher(text).matches();
    }

    /** The newest entries that are wanted, at most {@code limit}, beginning below {@code cursor}. */
    public Part newest(AuditQuery query, int limit, @Nullable String cursor) {
        var items = new ArrayList<ObjectNode>();
        var end = cursor == null ? query.last() : "(" + cursor;
        for (int seen = 0; seen < LOOKED_AT; seen += CHUNK) {
            var chunk = redis.call("XREVRANGE", key, end, query.first(), "COUNT", CHUNK)
                    .items();
            for (var entry : chunk) {
                var document = document(entry);
                if (query.wants(document)) {
                    items.add(document);
                }
                if (items.size() == limit) {
                    return new Part(items, id(entry));
                }
            }
            if (chunk.size() < CHUNK) {
                return new Part(items, null);
            }
            end = "(" + id(chunk.getLast());
        }
        return new Part(items, end.substring(1));
    }

    /** Every entry that is wanted, oldest first. */
    public void export(AuditQuery query, Consumer<ObjectNode> sink) {
        var start = query.first();
        while (true) {
            var chunk = redis.call("XRANGE", key, start, query.last(), "COUNT", CHUNK)
                    .items();
            chunk.stream().map(AuditLog::document).filter(query::wants).forEach(sink);
            if (chunk.size() < CHUNK) {
                return;
            }
            start = "(" + id(chunk.getLast());
        }
    }

    private static ObjectNode document(Reply entry) {
        var json = Json.readBack(entry.at(1).at(1).bytes());
        if (json instanceof ObjectNode document) {
            return document.put("id", id(entry));
        }
        throw new IllegalStateException("Expected the audit to hold documents, but entry " + id(entry) + " is none");
    }

    private static String id(Reply entry) {
        return entry.at(0).text();
    }
}
