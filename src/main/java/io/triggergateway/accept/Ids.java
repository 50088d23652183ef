package io.triggergateway.accept;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids made from what caused them, so that a retry, a failover or a second replica makes the same ones. They carry the
 * partition, so that what they name is found by the id alone.
 */
public final class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int BITS = 128;
    private static final int BITS_PER_CHARACTER = 5;

    private Ids() {}

    /** The id of the firing that a delivery causes. */
    public static String firing(int partition, String trigger, long generation, String identity) {
        return "f" + partition + "-" + hash("firing", trigger, Long.toString(generation), identity);
    }

    /** The id of the run that a firing starts of a flow. */
    public static String run(int partition, String firingId, String flow) {
        return "r" + partition + "-" + hash("run", firingId, flow);
    }

    /** The id of the message that starts a run. */
    public static String startMessage(int partition, String runId) {
        return "m" + partition + "-" + hash("start-run", runId);
    }

    /** The partition that an id was made in; -1 when the text is no id. */
    public static int partitionOf(String id) {
        int dash = id.indexOf('-');
        if (dash < 2 || dash > 5 || !id.substring(1, dash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(id.substring(1, dash));
    }

    /** 128 bits over the parts as 26 characters; the parts' lengths count, so that they cannot run into each other. */
    public static String hash(String... parts) {
        return encode(digest(parts));
    }

    /** 64 bits over the parts. */
    static long number(String... parts) {
        return ByteBuffer.wrap(digest(parts)).getLong();
    }

    private static byte[] digest(String... parts) {
        var digest = sha256();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(new byte[] {
                (byte) (bytes.length >>> 24),
                (byte) (bytes.length >>> 16),
                (byte) (bytes.length >>> 8),
                (byte) bytes.length
            });
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** 128 bits over a body. */
    public static String hash(byte[] body) {
        return encode(sha256().digest(body));
    }

    private static String encode(byte[] digest) {
        var text = new StringBuilder();
        for (int bit = 0; bit < BITS; bit += BITS_PER_CHARACTER) {
            int first = digest[bit / 8] & 0xff;
            int second = digest[bit / 8 + 1] & 0xff;
            int window = (first << 8 | second) >>> (16 - BITS_PER_CHARACTER - bit % 8);
            text.append(ALPHABET[window & 31]);
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
