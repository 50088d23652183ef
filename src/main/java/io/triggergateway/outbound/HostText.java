package io.triggergateway.outbound;

import inet.ipaddr.ipv6.IPv6Address;
import io.triggergateway.trigger.IpText;
import java.net.IDN;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads hosts in one way only: what a resolver could read differently is no host. */
final class HostText {
    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /** Resolvers take such names for addresses, in octal, hexadecimal and with parts left out. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private HostText() {}

    /**
     * A name in lower case and in ASCII, an IPv4 address, or an IPv6 address within brackets; null when it is none. A
     * name in another script has to read back from ASCII as it was written, so that look-alikes that only become a
     * listed name are none.
     */
    static @Nullable String read(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return IpText.address(text.substring(1, text.length() - 1)) instanceof IPv6Address six
                    ? "[" + six.toCanonicalString() + "]"
                    : null;
        }
        var name = ascii(lowerCase(text));
        if (name == null || name.length() > LONGEST || !NAME.matcher(name).matches()) {
            return null;
        }
        return ENDS_IN_A_NUMBER.matcher(name).matches() && IpText.address(name) == null ? null : name;
    }

    private static @Nullable String ascii(String name) {
        if (isAscii(name)) {
            return name;
        }
        try {
            var ascii = lowerCase(IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES));
            return IDN.toUnicode(ascii).equals(name) ? ascii : null;
        } catch (IllegalArgumentException unfit) {
            return null;
        }
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }

    /** ASCII letters only: the Kelvin sign in lower case is a k. */
    private static String lowerCase(String text) {
        var lower = new StringBuilder(text);
        for (var at = 0; at < lower.length(); at++) {
            var character = lower.charAt(at);
            if (character >= 'A' && character <= 'Z') {
                lower.setCharAt(at, (char) (character + 'a' - 'A'));
            }
        }
        return lower.toString();
    }
}
