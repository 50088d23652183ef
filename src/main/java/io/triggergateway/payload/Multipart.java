package io.triggergateway.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code multipart/form-data} body (RFC 7578), just enough to find what is signed. */
public final class Multipart {
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HEAD = 4096;

    private Multipart() {}

    /** The contents of every part called {@code name}; empty when the body is no multipart form. */
    public static List<byte[]> values(String contentType, byte[] body, String name) {
        var boundary = boundary(contentType);
        return boundary == null
                ? List.of()
                : parts(body, boundary).stream()
                        .filter(part -> name.equals(part.name()))
                        .map(Part::content)
                        .toList();
    }

    /** The fields as an object of texts, with lists for repeated names; bytes that are no text go as base64. */
    static Parsed json(String contentType, byte[] body) {
        var boundary = boundary(contentType);
        if (boundary == null) {
            return new Parsed.Malformed("Expected a multipart form with a boundary, but its content type names none");
        }
        if (indexOf(body, ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1), 0) < 0) {
            return new Parsed.Malformed("Expected a multipart form, but the body does not have its boundary");
        }
        var fields = new LinkedHashMap<String, List<String>>();
        for (var part : parts(body, boundary)) {
            var text = Utf8.decode(part.content());
            var value = text == null ? Base64.getEncoder().encodeToString(part.content()) : text;
            fields.computeIfAbsent(part.name(), first -> new ArrayList<>()).add(value);
        }
        return new Parsed.Value(Fields.json(fields));
    }

    private record Part(String name, byte[] content) {}

    private static @Nullable String boundary(String type) {
        if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return null;
        }
        var boundary = parameter(type, "boundary");
        return boundary == null || boundary.isEmpty() || boundary.length() > 70 ? null : boundary;
    }

    private static List<Part> parts(byte[] body, String boundary) {
        var delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        var found = new ArrayList<Part>();
        // The first delimiter has no line break of its own at the very start of a body.
        var at = startsWith(body, 0, delimiter, 2) ? delimiter.length - 2 : after(body, delimiter, 0);
        while (at >= 0) {
            var end = indexOf(body, delimiter, at);
            var head = end < 0 ? -1 : indexOf(body, BLANK_LINE, at);
            var name = head >= 0 && head < end && head - at < MAX_HEAD ? name(body, at, head) : null;
            if (name != null) {
                found.add(new Part(name, Arrays.copyOfRange(body, head + BLANK_LINE.length, end)));
            }
            at = end < 0 ? -1 : end + delimiter.length;
        }
        return found;
    }

    private static @Nullable String name(byte[] body, int start, int end) {
        var head = new String(body, start, end - start, StandardCharsets.UTF_8);
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .map(line -> parameter(line, "name"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A parameter of a header's value, without quotes; null when there is none. */
    private static @Nullable String parameter(String header, String name) {
        for (var part : HeaderParts.of(header)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return HeaderParts.unquoted(part.substring(equals + 1).strip());
            }
        }
        return null;
    }

    private static int after(byte[] body, byte[] wanted, int from) {
        var at = indexOf(body, wanted, from);
        return at < 0 ? -1 : at + wanted.length;
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (var at = from; at <= body.length - wanted.length; at++) {
            if (startsWith(body, at, wanted, 0)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, byte[] wanted, int skip) {
        var length = wanted.length - skip;
        return body.length - at >= length && Arrays.equals(body, at, at + length, wanted, skip, wanted.length);
    }
}
