package io.triggergateway.verify;

import io.triggergateway.payload.Form;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Filters for URLs, which senders spell in more than one way. */
final class UrlFilters {
    private UrlFilters() {}

    /** With the standard port where it has none, without it where it has. */
    static byte[] togglePort(byte[] value) {
        var url = new String(value, StandardCharsets.UTF_8);
        var port = url.startsWith("https://") ? ":443" : url.startsWith("http://") ? ":80" : "";
        if (port.isEmpty()) {
            return value;
        }
        var start = url.indexOf("://") + 3;
        var end = endOfAuthority(url, start);
        var authority = url.substring(start, end);
        var colon = authority.lastIndexOf(':');
        if (colon <= authority.lastIndexOf(']')) {
            return TextFilters.utf8(url.substring(0, end) + port + url.substring(end));
        }
        return authority.endsWith(port)
                ? TextFilters.utf8(url.substring(0, end - port.length()) + url.substring(end))
                : value;
    }

    private static int endOfAuthority(String url, int start) {
        var at = start;
        while (at < url.length() && "/?#".indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Decodes the escapes of some characters and leaves the others. */
    record PercentDecode(String characters) implements Filter.OfOne {
        @Override
        public byte[] apply(byte[] value, Scope scope) {
            var out = new ByteArrayOutputStream(value.length);
            for (var at = 0; at < value.length; at++) {
                var octet = value[at] == '%' && at + 2 < value.length ? Form.octet(value[at + 1], value[at + 2]) : -1;
                if (octet >= 0 && characters.indexOf(octet) >= 0) {
                    out.write(octet);
                    at += 2;
                } else {
                    out.write(value[at]);
                }
            }
            return out.toByteArray();
        }
    }
}
