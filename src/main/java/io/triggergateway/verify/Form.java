package io.triggergateway.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An {@code application/x-www-form-urlencoded} body, decoded to bytes. */
final class Form {
    private record Pair(byte[] name, byte[] value) {}

    private final List<Pair> pairs;

    private Form(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** Whether a body may be read as a form: it says so, or there is none. */
    static boolean carries(InboundRequest request) {
        if (request.body().length == 0) {
            return true;
        }
        var types = request.header("content-type");
        return types.size() == 1
                && types.getFirst().toLowerCase(Locale.ROOT).trim().startsWith("application/x-www-form-urlencoded");
    }

    /** Null when an escape is broken. */
    static @Nullable Form parse(byte[] body) {
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
    static int octet(byte high, byte low) {
        var first = Character.digit(high, 16);
        var second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }

    List<byte[]> values(String name) {
        var wanted = name.getBytes(StandardCharsets.UTF_8);
        return pairs.stream()
                .filter(pair -> Arrays.equals(pair.name(), wanted))
                .map(Pair::value)
                .toList();
    }

    /** Name and value, one after the other, by name; a repeated name has its distinct values, sorted. */
    byte[] sorted() {
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
}
