package io.triggergateway.awaits;

import io.triggergateway.accept.StoredPayload;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what triggers have fired lately, from their logs. Every method waits. */
@Singleton
final class RecentLog {
    private static final int PAGE = 200;

    private final RedisLink redis;
    private final Keys keys;

    RecentLog(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** A line of the log. */
    private record Line(LogPosition position, String firingId, String status) {}

    /** What has happened from a position on up to another, oldest first; of very many the newest. */
    List<Happened> between(int partition, String trigger, String from, LogPosition to, int most) {
        var log = redis.call("XREVRANGE", keys.firings(partition, trigger), to.toString(), from, "COUNT", most);
        var lines = log.items().reversed().stream().map(RecentLog::line).toList();
        var happened = new ArrayList<Happened>();
        for (int start = 0; start < lines.size(); start += PAGE) {
            happened.addAll(read(partition, trigger, lines.subList(start, Math.min(start + PAGE, lines.size()))));
        }
        return happened;
    }

    private List<Happened> read(int partition, String trigger, List<Line> lines) {
        var replies = lines.stream()
                .map(line -> redis.send("HGETALL", keys.firing(partition, line.firingId())))
                .toList();
        RedisLink.await(Future.all(replies));
        var records = replies.stream().map(reply -> fields(reply.result())).toList();
        var unrecorded = unrecorded(partition, trigger, lines, records);
        var happened = new ArrayList<Happened>();
        for (int i = 0; i < lines.size(); i++) {
            var one = happened(trigger, lines.get(i), records.get(i), unrecorded);
            if (one != null) {
                happened.add(one);
            }
        }
        return happened;
    }

    /** What the records do not have, by position. */
    private Map<LogPosition, Map<String, byte[]>> unrecorded(
            int partition, String trigger, List<Line> lines, List<Map<String, byte[]>> records) {
        boolean complete = records.stream().allMatch(record -> StoredPayload.get(record, "payload") != null);
        if (complete) {
            return Map.of();
        }
        var found = new HashMap<LogPosition, Map<String, byte[]>>();
        redis.call(
                        "XRANGE",
                        keys.awaitRecent(partition, trigger),
                        lines.getFirst().position().toString(),
                        lines.getLast().position().toString())
                .items()
                .forEach(entry -> found.put(LogPosition.of(entry.at(0).text()), fields(entry.at(1))));
        return found;
    }

    /** Null for what ends no await: a replay, and what has not passed its own trigger. */
    private static @Nullable Happened happened(
            String trigger, Line line, Map<String, byte[]> record, Map<LogPosition, Map<String, byte[]>> unrecorded) {
        var source = unrecorded.getOrDefault(line.position(), record);
        var payload = StoredPayload.get(source, "payload");
        var data = StoredPayload.get(source, "data");
        if (!counts(line.status(), record) || (payload == null && data == null)) {
            return null;
        }
        boolean transformed = data != null && data.length > 0 && payload != null && payload.length > 0;
        var content = payload == null || payload.length == 0 ? data : payload;
        return content == null
                ? null
                : new Happened(
                        trigger,
                        line.firingId(),
                        line.position(),
                        Instant.ofEpochMilli(Long.parseLong(text(record, "time"))),
                        content,
                        transformed && data != null ? data : content,
                        record.getOrDefault("meta", new byte[0]),
                        text(record, "traceparent"));
    }

    /** The same as the door says of what has just happened. */
    private static boolean counts(String status, Map<String, byte[]> record) {
        return record.containsKey("time")
                && !record.containsKey("replayOf")
                && switch (status) {
                    case "accepted", "pending" -> true;
                    case "skipped" -> record.containsKey("overlap");
                    case "failed" -> record.containsKey("fired");
                    default -> false;
                };
    }

    private static Line line(Reply entry) {
        var fields = fields(entry.at(1));
        return new Line(LogPosition.of(entry.at(0).text()), text(fields, "id"), text(fields, "status"));
    }

    private static Map<String, byte[]> fields(Reply pairs) {
        var fields = new HashMap<String, byte[]>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.at(i).text(), pairs.at(i + 1).bytes());
        }
        return fields;
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
