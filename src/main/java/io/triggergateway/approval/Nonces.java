package io.triggergateway.approval;

import io.triggergateway.secret.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a form has to bring along, so that only who was shown the page can send it: a time and random bits, signed
 * together with the await and who was shown it. Nothing is stored, so that looking at a page writes nothing; an answer
 * that counts ends the await, and with it all of its nonces.
 */
@Singleton
public final class Nonces {
    /** What the field of the form is called. */
    public static final String KEY = "tg-nonce";

    private static final String PURPOSE = "trigger-gateway page nonce";
    private static final Duration LIFE = Duration.ofHours(24);
    private static final int RANDOM_BYTES = 12;
    private static final int MAC_BYTES = 24;
    private static final int BYTES = Long.BYTES + RANDOM_BYTES + MAC_BYTES;
    private static final int LONGEST = 64;

    private final List<byte[]> keys;
    private final SecureRandom random;

    Nonces(Secrets secrets, SecureRandom random) {
        this.keys = secrets.derivedKeys(PURPOSE);
        this.random = random;
    }

    /** What a nonce is worth. */
    public enum Worth {
        GOOD,
        /** It was made for this page, but so long ago that nobody can still have it before their eyes. */
        OLD,
        FOREIGN
    }

    /** False when no key is configured: then pages cannot take answers. */
    public boolean available() {
        return !keys.isEmpty();
    }

    /**
     * A new one; needs {@link #available}.
     *
     * @param subject the await, and who is shown its page
     */
    public String make(String subject, Instant now) {
        var head = ByteBuffer.allocate(Long.BYTES + RANDOM_BYTES);
        var bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        head.putLong(now.toEpochMilli()).put(bits);
        var nonce = ByteBuffer.allocate(BYTES).put(head.array()).put(mac(keys.getFirst(), head.array(), subject));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    /** What one is worth that came with a form about {@code subject}. */
    public Worth worth(String nonce, String subject, Instant now) {
        var bytes = decode(nonce);
        if (bytes.length != BYTES) {
            return Worth.FOREIGN;
        }
        var buffer = ByteBuffer.wrap(bytes);
        var head = new byte[Long.BYTES + RANDOM_BYTES];
        var signature = new byte[MAC_BYTES];
        buffer.get(head).get(signature);
        if (keys.stream().noneMatch(key -> MessageDigest.isEqual(mac(key, head, subject), signature))) {
            return Worth.FOREIGN;
        }
        var age = Duration.between(Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong()), now);
        return age.compareTo(LIFE) > 0 ? Worth.OLD : Worth.GOOD;
    }

    private static byte[] decode(String nonce) {
        try {
            return nonce.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    private static byte[] mac(byte[] key, byte[] head, String subject) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head);
            var whole = mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(MAC_BYTES).put(whole, 0, MAC_BYTES).array();
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("Expected HMAC-SHA256 to be there, but it is not", fault);
        }
    }
}
