package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Which flipped bits leave the meaning of a signed request as it was, so that it has to pass still.
 *
 * <p>All of them change letters between upper and lower case, in digits of base 16. Base64 has no such pairs, and what
 * its last letter leaves unused has to be zero.
 */
final class SameMeaning {
    private static final int CASE = 0x20;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+|[0-9A-F]+");

    private SameMeaning() {}

    /** In {@code %2b} and {@code %2B}, which RFC 3986 calls equivalent; for what is signed after decoding. */
    static boolean escapes(byte[] text, int bit) {
        var at = bit / 8;
        return isCaseOfHex(text[at], bit) && (at > 0 && text[at - 1] == '%' || at > 1 && text[at - 2] == '%');
    }

    /** In a signature that is written in hexadecimal, wherever it stands. */
    static boolean signature(byte[] text, int bit, String signature) {
        var at = bit / 8;
        var start = new String(text, StandardCharsets.ISO_8859_1).lastIndexOf(signature, at);
        return HEX.matcher(signature).matches()
                && start >= 0
                && at < start + signature.length()
                && isCaseOfHex(text[at], bit);
    }

    /** In a signature that is written in hexadecimal, and then in Base64. */
    static boolean encodedSignature(String before, String after) {
        try {
            return decoded(before).equalsIgnoreCase(decoded(after));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    private static boolean isCaseOfHex(byte letter, int bit) {
        var lower = letter | CASE;
        return 1 << bit % 8 == CASE && lower >= 'a' && lower <= 'f';
    }
}
