package io.triggergateway.payload;

import java.util.ArrayList;
import java.util.List;

/** The parts of a header's value between semicolons; one within quotes separates nothing. */
final class HeaderParts {
    private HeaderParts() {}

    static List<String> of(String header) {
        var parts = new ArrayList<String>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char character = header.charAt(i);
            if (quoted && character == '\\') {
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == ';' && !quoted) {
                parts.add(header.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(header.substring(start));
        return parts;
    }

    /** The text within quotes as its sender meant it; without quotes, as it is. */
    static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        // Browsers escape a quote, but leave the backslashes of a path alone.
        return quoted ? value.substring(1, value.length() - 1).replace("\\\"", "\"") : value;
    }
}
