package io.triggergateway.awaits;

import io.triggergateway.accept.Ids;
import io.triggergateway.secret.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens in the URLs of webhook awaits: 144 bits of a MAC over what the await is, so that one can be told again
 * while only its hash is stored. 48 more over those tell made-up ones without asking Redis.
 */
@Singleton
final class AwaitTokens {
    private static final String PURPOSE = "trigger-gateway await token";
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})\\.([A-Za-z0-9_-]{32})");
    private static final int SECRET_BYTES = 18;
    private static final int CHECK_BYTES = 6;

    private final List<byte[]> keys;

    AwaitTokens(Secrets secrets) {
        this.keys = secrets.derivedKeys(PURPOSE);
    }

    /** False when no key is configured. */
    boolean available() {
        return !keys.isEmpty();
    }

    /** The token of a new await; needs {@link #available}. */
    String make(int partition, Place place, long generation) {
        return make(keys.getFirst(), partition, place, generation);
    }

    /** The token of an await that was made before, maybe with an older key; empty when that key is gone. */
    Optional<String> again(WaitingAwait await) {
        return keys.stream()
                .map(key -> make(key, await.partition(), await.place(), await.generation()))
                .filter(token -> opens(token, await.token()))
                .findFirst();
    }

    /** What is stored of a token. */
    static String hash(String token) {
        return Ids.hash(token);
    }

    static boolean opens(String token, String hash) {
        return MessageDigest.isEqual(
                hash(token).getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }

    /** The partition of a token that this gateway may have made; -1 for others. */
    int partitionOf(String token) {
        var parts = SHAPE.matcher(token);
        if (!parts.matches()) {
            return -1;
        }
        int partition = Integer.parseInt(parts.group(1));
        var bytes = Base64.getUrlDecoder().decode(parts.group(2));
        var secret = Arrays.copyOf(bytes, SECRET_BYTES);
        var check = Arrays.copyOfRange(bytes, SECRET_BYTES, bytes.length);
        boolean genuine = keys.stream().anyMatch(key -> MessageDigest.isEqual(check, check(key, partition, secret)));
        return genuine ? partition : -1;
    }

    private static String make(byte[] key, int partition, Place place, long generation) {
        var what = "%d %s %d".formatted(partition, place.text(), generation);
        var secret = Arrays.copyOf(mac(key, what.getBytes(StandardCharsets.UTF_8)), SECRET_BYTES);
        var bytes = ByteBuffer.allocate(SECRET_BYTES + CHECK_BYTES).put(secret).put(check(key, partition, secret));
        return partition + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static byte[] check(byte[] key, int partition, byte[] secret) {
        var input = ByteBuffer.allocate(Integer.BYTES + secret.length)
                .putInt(partition)
                .put(secret);
        return Arrays.copyOf(mac(key, input.array()), CHECK_BYTES);
    }

    private static byte[] mac(byte[] key, byte[] input) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("Expected HMAC-SHA256 to be there, but it is not", fault);
        }
    }
}
