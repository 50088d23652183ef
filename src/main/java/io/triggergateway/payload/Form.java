package io.triggergateway.payload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An {@code application/x-www-form-urlencoded} body, decoded to bytes. */
public final class Form {
    private record Pair(byte[] name, byte[] value) {}

    private final List<Pair> pairs;

    private Form(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** Null when an escape is broken. */
    public static @Nullable Form parse(byte[] body) {
        var pairs = new ArrayList<Pair>();
        var start = 0;
        while (start < body.length) {
            var end = indexOf(body, '&', start, body.length);
            if (end > start) {
                var pair = pair(body, start, end);
                if (pair == null) {
                    return null;
                }
                pairs.add(pair);
            }
            start = end + 1;
        }
        return new Form(pairs);
    }

    private static @Nullable Pair pair(byte[] body, int start, int end) {
        var equals = indexOf(body, '=', start, end);
        var name = decode(body, start, equals);
        var value = decode(body, Math.min(equals + 1, end), end);
        return name == null || value == null ? null : new Pair(name, value);
    }

    private static int indexOf(byte[] body, char wanted, int start, int end) {
        var at = start;
        while (at < end && body[at] != wanted) {
            at++;
        }
        return at;
    }

    private static byte @Nullable [] decode(byte[] body, int start, int end) {
        var out = new ByteArrayOutputStream(end - start);
        for (var at = start; at < end; at++) {
            if (body[at] != '%') {
                out.write(body[at] == '+' ? ' ' : body[at]);
                continue;
            }
            var octet = at + 2 < end ? octet(body[at + 1], body[at + 2]) : -1;
            if (octet < 0) {
                return null;
            }
            out.write(octet);
            at += 2;
        }
        return out.toByteArray();
    }

    /** The octet of two hex digits; -1 when they are none. */
    public static int octet(byte high, byte low) {
        var first = Character.digit(high, 16);
        var second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }

    /** All values of a name, in order. */
    public List<byte[]> values(String name) {
        var wanted = name.getBytes(StandardCharsets.UTF_8);
        return pairs.stream()
                .filter(pair -> Arrays.equals(pair.name(), wanted))
                .map(Pair::value)
                .toList();
    }

    /** Name and value, one after the other, by name; a repeated name has its distinct values, sorted. */
    public byte[] sorted() {
        var byName = new TreeMap<byte[], TreeSet<byte[]>>(Arrays::compareUnsigned);
        for (var pair : pairs) {
            byName.computeIfAbsent(pair.name(), name -> new TreeSet<>(Arrays::compareUnsigned))
                    .add(pair.value());
        }
        var out = new ByteArrayOutputStream();
        byName.forEach((name, values) -> values.forEach(value -> {
            out.writeBytes(name);
            out.writeBytes(value);
        }));
        return out.toByteArray();
    }

    /** The last value of each name, by name, as PHP reads a form. */
    public SortedMap<byte[], byte[]> lastValues() {
        var byName = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        pairs.forEach(pair -> byName.put(pair.name(), pair.value()));
        return byName;
    }

    /** The fields as an object of texts, with lists for repeated names; malformed when they are not UTF-8. */
    public Parsed json() {
        var fields = new LinkedHashMap<String, List<String>>();
        for (var pair : pairs) {
            var name = Utf8.decode(pair.name());
            var value = Utf8.decode(pair.value());
            if (name == null || value == null) {
                return new Parsed.Malformed("Expected a form in UTF-8, but it has bytes that are not");
            }
            fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        return new Parsed.Value(Fields.json(fields));
    }
}
