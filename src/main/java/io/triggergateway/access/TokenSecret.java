package io.triggergateway.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Makes tokens: a prefix by which scanners of code find those that got out, 256 random bits, and a checksum of six
 * digits by which they tell them from what only looks like one.
 */
final class TokenSecret {
    static final String PREFIX = "tgw_";
    private static final int RANDOM_BYTES = 32;
    private static final int CHECKSUM_DIGITS = 6;
    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TokenSecret() {}

    static String next(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return PREFIX + secret + checksum(secret);
    }

    /** CRC-32 of the random part as it is written, in base 62, highest digit first. */
    static String checksum(String secret) {
        var crc = new CRC32();
        crc.update(secret.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        var digits = new StringBuilder(CHECKSUM_DIGITS);
        for (int i = 0; i < CHECKSUM_DIGITS; i++) {
            digits.append(BASE_62.charAt((int) (rest % BASE_62.length())));
            rest /= BASE_62.length();
        }
        return digits.reverse().toString();
    }
}
