package io.triggergateway.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/** Spreads the triggers of one moment over some time, each at a place of its own that never changes. */
final class Jitter {
    private Jitter() {}

    /** From zero to less than {@code jitter}, in whole milliseconds. A digest, because names often differ in one digit. */
    static Duration offset(String trigger, Duration jitter) {
        long number = ByteBuffer.wrap(digest(trigger)).getLong();
        return Duration.ofMillis(Long.remainderUnsigned(number, jitter.toMillis()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
