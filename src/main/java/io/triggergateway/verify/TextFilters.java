package io.triggergateway.verify;

import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that take text apart. */
final class TextFilters {
    private static final byte[] DOT = {'.'};

    private TextFilters() {}

    /** The rest after a prefix; a value without it is dropped. */
    record After(byte[] prefix) implements Filter.OfOne {
        @Override
        public byte @Nullable [] apply(byte[] value, Scope scope) {
            return startsWith(value, prefix) ? Arrays.copyOfRange(value, prefix.length, value.length) : null;
        }
    }

    /** The rest after a prefix that may be missing. */
    record Strip(byte[] prefix) implements Filter.OfOne {
        @Override
        public byte[] apply(byte[] value, Scope scope) {
            return startsWith(value, prefix) ? Arrays.copyOfRange(value, prefix.length, value.length) : value;
        }
    }

    /** The pieces between separators. */
    record Split(byte[] separator) implements Filter.Many {
        @Override
        public List<byte[]> apply(byte[] value) {
            return pieces(value, separator);
        }
    }

    /** The values of one key in a list of pairs. */
    record Pick(byte[] key, byte[] between, byte[] equals) implements Filter.Many {
        @Override
        public List<byte[]> apply(byte[] value) {
            var found = new ArrayList<byte[]>();
            for (var pair : pieces(value, between)) {
                var trimmed = trim(pair);
                var at = indexOf(trimmed, equals, 0);
                if (at == key.length && startsWith(trimmed, key)) {
                    found.add(Arrays.copyOfRange(trimmed, at + equals.length, trimmed.length));
                }
            }
            return found;
        }
    }

    /** Another text for each that is listed; others are dropped. */
    record Mapping(Map<String, String> table) implements Filter.OfOne {
        @Override
        public byte @Nullable [] apply(byte[] value, Scope scope) {
            var mapped = table.get(new String(value, StandardCharsets.UTF_8));
            return mapped == null ? null : mapped.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A text in place of none. */
    record Default(byte[] text) implements Filter {
        @Override
        public List<byte[]> apply(List<byte[]> values, Scope scope) {
            return values.isEmpty() ? List.of(text) : values;
        }
    }

    record First() implements Filter {
        @Override
        public List<byte[]> apply(List<byte[]> values, Scope scope) {
            return values.size() > 1 ? List.of(values.getFirst()) : values;
        }
    }

    /** What a path finds in text that is JSON. */
    record JsonText(JsonPath path) implements Filter.Many {
        @Override
        public List<byte[]> apply(byte[] value) {
            return path.texts(Json.parseOrNull(value));
        }
    }

    /** A field of a compact token's header (RFC 7515, section 7.1). */
    record JwtHeader(String field) implements Filter.OfOne {
        @Override
        public byte @Nullable [] apply(byte[] token, Scope scope) {
            var end = indexOf(token, DOT, 0);
            var header = end < 0 ? null : Encoding.BASE64URL.decode(Arrays.copyOf(token, end));
            var json = header == null ? null : Json.parseOrNull(header);
            var value = json == null ? null : json.get(field);
            return value == null || !value.isTextual() ? null : utf8(value.textValue());
        }
    }

    static byte[] upper(byte[] value) {
        return utf8(new String(value, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT));
    }

    static byte[] lower(byte[] value) {
        return utf8(new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> pieces(byte[] value, byte[] separator) {
        var found = new ArrayList<byte[]>();
        var start = 0;
        while (start <= value.length) {
            var end = indexOf(value, separator, start);
            end = end < 0 ? value.length : end;
            if (end > start) {
                found.add(Arrays.copyOfRange(value, start, end));
            }
            start = end + separator.length;
        }
        return found;
    }

    private static int indexOf(byte[] value, byte[] wanted, int from) {
        for (var at = from; at <= value.length - wanted.length; at++) {
            if (Arrays.equals(value, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] value, byte[] prefix) {
        return value.length >= prefix.length && Arrays.equals(value, 0, prefix.length, prefix, 0, prefix.length);
    }

    static byte[] trim(byte[] value) {
        var start = 0;
        var end = value.length;
        while (start < end && value[start] == ' ') {
            start++;
        }
        while (end > start && value[end - 1] == ' ') {
            end--;
        }
        return Arrays.copyOfRange(value, start, end);
    }
}
