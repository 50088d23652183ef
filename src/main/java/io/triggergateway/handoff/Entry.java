package io.triggergateway.handoff;

import io.triggergateway.redis.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of a stream.
 *
 * @param id as Redis made it: milliseconds since 1970, a dash, a number
 * @param fields in their order
 */
record Entry(String id, Map<String, byte[]> fields) {
    static Entry of(Reply entry) {
        var fields = new LinkedHashMap<String, byte[]>();
        var flat = entry.at(1);
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).bytes());
        }
        return new Entry(entry.at(0).text(), fields);
    }

    static List<Entry> all(Reply entries) {
        return entries.items().stream().map(Entry::of).toList();
    }
}
