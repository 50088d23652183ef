package io.triggergateway.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Escapes text as JavaScript's {@code JSON.stringify} does within the quotes; other bytes stay as they are. */
final class JsonEscape {
    private JsonEscape() {}

    static byte[] apply(byte[] value) {
        var out = new ByteArrayOutputStream(value.length + 16);
        for (var octet : value) {
            if (octet == '"' || octet == '\\') {
                out.write('\\');
                out.write(octet);
            } else if (octet >= 0 && octet < ' ') {
                out.writeBytes(control(octet).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(octet);
            }
        }
        return out.toByteArray();
    }

    private static String control(byte octet) {
        return switch (octet) {
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted(octet);
        };
    }
}
