package io.triggergateway.trigger;

import java.util.regex.Pattern;

/** What HTTP allows as the name of a header (RFC 9110, 5.6.2). */
final class Headers {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private Headers() {}

    static boolean isName(String name) {
        return TOKEN.matcher(name).matches();
    }
}
