package io.triggergateway.entry;

import io.triggergateway.payload.Utf8;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The value of an attribute that came as a header, by the rules of the HTTP binding (section 3.1.3.2). */
final class HeaderValue {
    private static final int HEXADECIMAL = 16;

    private HeaderValue() {}

    /** Without quotes, and once percent-decoded; null when it is not ASCII, or what comes out is not UTF-8. */
    static @Nullable String decode(String header) {
        if (!header.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t')) {
            return null;
        }
        return percentDecoded(unquoted(header.strip()));
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        var inner = new StringBuilder();
        for (int i = 1; i < value.length() - 1; i++) {
            boolean escaped = value.charAt(i) == '\\' && i + 1 < value.length() - 1;
            inner.append(value.charAt(escaped ? ++i : i));
        }
        return inner.toString();
    }

    /** A percent sign that begins no escape stays what it is. */
    private static @Nullable String percentDecoded(String value) {
        var bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            int high = digit(value, i + 1);
            int low = digit(value, i + 2);
            if (value.charAt(i) == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(value.charAt(i));
            }
        }
        return Utf8.decode(bytes.toByteArray());
    }

    private static int digit(String value, int at) {
        return at < value.length() ? Character.digit(value.charAt(at), HEXADECIMAL) : -1;
    }
}
