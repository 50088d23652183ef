package io.triggergateway.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which master of a cluster has which of the 16,384 slots that keys fall into. */
final class Slots {
    private static final int COUNT = 16_384;
    private static final int POLYNOMIAL = 0x1021;
    private static final int BITS = 16;
    private static final int BYTE = 8;

    private final NavigableMap<Integer, Range> ranges;

    private record Range(int last, String node) {}

    private Slots(NavigableMap<Integer, Range> ranges) {
        this.ranges = ranges;
    }

    /** Nothing is known yet. */
    static Slots unknown() {
        return new Slots(new TreeMap<>());
    }

    /** One node has them all. */
    static Slots allAt(String node) {
        return new Slots(new TreeMap<>(Map.of(0, new Range(COUNT - 1, node))));
    }

    /**
     * Reads the answer to CLUSTER SLOTS.
     *
     * @param asked the host that answered, which may leave its own name out
     */
    static Slots of(Reply answer, String asked) {
        var ranges = new TreeMap<Integer, Range>();
        for (var range : answer.items()) {
            var master = range.at(2);
            var host = master.at(0).isNil() ? "" : master.at(0).text();
            var named = host.isEmpty() || host.equals("?") ? asked : host;
            ranges.put(
                    (int) range.at(0).number(),
                    new Range(
                            (int) range.at(1).number(), node(named, master.at(1).text())));
        }
        return new Slots(ranges);
    }

    /** The same, except for one slot that has moved. */
    Slots with(int slot, String node) {
        var changed = new TreeMap<>(ranges);
        var entry = changed.floorEntry(slot);
        if (entry != null && entry.getValue().last() >= slot) {
            var range = entry.getValue();
            changed.remove(entry.getKey());
            if (entry.getKey() < slot) {
                changed.put(entry.getKey(), new Range(slot - 1, range.node()));
            }
            if (slot < range.last()) {
                changed.put(slot + 1, range);
            }
        }
        changed.put(slot, new Range(slot, node));
        return new Slots(changed);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The node that has a slot, as host:port; null when none has. */
    @Nullable
    String node(int slot) {
        Map.@Nullable Entry<Integer, Range> entry = ranges.floorEntry(slot);
        return entry == null || entry.getValue().last() < slot
                ? null
                : entry.getValue().node();
    }

    /** All masters in order, each as host:port. */
    List<String> nodes() {
        var nodes = new TreeSet<String>();
        ranges.values().forEach(range -> nodes.add(range.node()));
        return List.copyOf(nodes);
    }

    /** As host:port; an address of version 6 gets its brackets. */
    static String node(String host, String port) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The slot of a key: that of its hash tag when it has one. */
    static int of(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open);
        var tag = close > open + 1 ? key.substring(open + 1, close) : key;
        return crc16(tag.getBytes(StandardCharsets.UTF_8)) % COUNT;
    }

    private static int crc16(byte[] bytes) {
        int crc = 0;
        for (byte each : bytes) {
            crc ^= (each & 0xff) << BYTE;
            for (int i = 0; i < BYTE; i++) {
                crc = (crc & 1 << (BITS - 1)) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
        }
        return crc & (1 << BITS) - 1;
    }
}
