package io.triggergateway.firing;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.CompiledTrigger;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a trigger's log in either direction, and the records that they name. Every method waits. */
@Singleton
final class LogLines {
    /** What the records of one page may take together, as they are stored. */
    private static final long MOST_BYTES = 4 << 20;

    private final RedisLink redis;
    private final Keys keys;

    LogLines(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** A line of the log: where it stands, and the firing that it names. */
    record Line(String position, String firingId, long size) {}

    /** A line and the fields of its record; none when it has expired. */
    record Entry(Line line, Map<String, byte[]> record) {}

    /**
     * Entries that follow each other.
     *
     * @param last true when nothing follows them
     */
    record Page(List<Entry> entries, boolean last) {
        /** Where the next page starts, as Redis writes it; only of a page that has entries. */
        String next() {
            return after(entries.getLast().line());
        }
    }

    /** The position after a line, in either direction, as Redis writes it. */
    static String after(Line line) {
        return "(" + line.position();
    }

    /** Lines without their records, from {@code newest} back to {@code oldest}, both as Redis writes them. */
    List<Line> lines(CompiledTrigger trigger, String newest, String oldest, int most) {
        return lines(redis.call("XREVRANGE", log(trigger), newest, oldest, "COUNT", most));
    }

    /** Where the log ends now; {@code 0-0} when it is empty. */
    String end(CompiledTrigger trigger) {
        var newest = lines(trigger, "+", "-", 1);
        return newest.isEmpty() ? "0-0" : newest.getFirst().position();
    }

    /** Entries from {@code newest} back to {@code oldest}, at most {@code most} and no more than fit into memory with ease. */
    Page back(CompiledTrigger trigger, String newest, String oldest, int most) {
        return read(trigger, lines(trigger, newest, oldest, most), most);
    }

    /** The same from {@code oldest} on. */
    Page forward(CompiledTrigger trigger, String oldest, String newest, int most) {
        return read(trigger, lines(redis.call("XRANGE", log(trigger), oldest, newest, "COUNT", most)), most);
    }

    private String log(CompiledTrigger trigger) {
        return keys.firings(trigger.partition(), trigger.name());
    }

    private Page read(CompiledTrigger trigger, List<Line> lines, int most) {
        var some = lines.subList(0, fitting(lines));
        var records = some.stream()
                .map(line -> redis.send("HGETALL", keys.firing(trigger.partition(), line.firingId())))
                .toList();
        if (!records.isEmpty()) {
            RedisLink.await(Future.all(records));
        }
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < some.size(); i++) {
            entries.add(new Entry(some.get(i), fields(records.get(i).result())));
        }
        return new Page(entries, lines.size() < most && some.size() == lines.size());
    }

    private static int fitting(List<Line> lines) {
        long bytes = 0;
        for (int i = 0; i < lines.size(); i++) {
            bytes += lines.get(i).size();
            if (i > 0 && bytes > MOST_BYTES) {
                return i;
            }
        }
        return lines.size();
    }

    private static List<Line> lines(Reply entries) {
        return entries.items().stream()
                .map(entry -> line(entry.at(0).text(), fields(entry.at(1))))
                .toList();
    }

    private static Line line(String position, Map<String, byte[]> fields) {
        return new Line(position, text(fields, "id", ""), Long.parseLong(text(fields, "size", "0")));
    }

    private static Map<String, byte[]> fields(Reply pairs) {
        var fields = new HashMap<String, byte[]>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.at(i).text(), pairs.at(i + 1).bytes());
        }
        return fields;
    }

    private static String text(Map<String, byte[]> fields, String name, String absent) {
        var value = fields.get(name);
        return value == null ? absent : new String(value, StandardCharsets.UTF_8);
    }
}
