package io.triggergateway.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts with AES-256-GCM. The owner's name is authenticated with the text, so a stored value that is copied to
 * another owner does not open there.
 */
final class KeyRing {
    static final String PREFIX = "enc:";

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, SecretKey> keys;
    private final @Nullable String primary;
    private final SecureRandom random;

    /** Refuses settings that are wrong with a sentence that names them, and never shows a key. */
    KeyRing(SecretConfig config, SecureRandom random) {
        var parsed = new HashMap<String, SecretKey>();
        config.keys().forEach((id, text) -> parsed.put(id, key(id, text)));
        this.keys = Map.copyOf(parsed);
        this.primary = primary(config.primary());
        this.random = random;
    }

    boolean canEncrypt() {
        return primary != null;
    }

    /** {@code enc:<key id>:<base64url of nonce and ciphertext>}; needs {@link #canEncrypt}. */
    String encrypt(String plain, String owner) {
        var id = primary;
        if (id == null) {
            throw new IllegalStateException("Expected gateway.secrets.keys to have a key, but there is none");
        }
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key(id), nonce, owner);
            var sealed = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            var stored =
                    ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
            return PREFIX + id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(stored.array());
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("Expected AES-256-GCM to be there, but it is not", fault);
        }
    }

    /** Opens what {@link #encrypt} made for the same owner. */
    Decrypted decrypt(String stored, String owner) {
        var parts = stored.split(":", -1);
        if (parts.length != 3 || !stored.startsWith(PREFIX)) {
            return new Decrypted.Failed("Expected 'enc:', a key id and a value, but the text has another form");
        }
        var key = keys.get(parts[1]);
        if (key == null) {
            return new Decrypted.Failed(
                    "Expected gateway.secrets.keys to have the key that encrypted this value, but it is not there");
        }
        return open(key, parts[2], owner);
    }

    /** A key for another purpose made of each key of the ring, the primary one's first; empty without keys. */
    List<byte[]> derived(String purpose) {
        return Stream.concat(Stream.ofNullable(primary), keys.keySet().stream().sorted())
                .distinct()
                .map(id -> mac(key(id), purpose))
                .toList();
    }

    private static byte[] mac(SecretKey key, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("Expected HMAC-SHA256 to be there, but it is not", fault);
        }
    }

    /** All but the primary one; empty without one. */
    List<String> older() {
        return keys.keySet().stream()
                .filter(id -> primary != null && !id.equals(primary))
                .sorted()
                .toList();
    }

    /** The key of a stored value; empty when it is not encrypted. */
    static Optional<String> keyOf(String stored) {
        var parts = stored.split(":", -1);
        return parts.length == 3 && stored.startsWith(PREFIX) ? Optional.of(parts[1]) : Optional.empty();
    }

    /** Whether a stored value should be encrypted again, because another key than the primary one was used. */
    boolean isOutdated(String stored) {
        return primary != null && !stored.startsWith(PREFIX + primary + ":");
    }

    private static Decrypted open(SecretKey key, String encoded, String owner) {
        try {
            var bytes = Base64.getUrlDecoder().decode(encoded);
            if (bytes.length < NONCE_BYTES) {
                return unopened();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE_BYTES), owner);
            return new Decrypted.Opened(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException forged) {
            return unopened();
        }
    }

    private static Decrypted unopened() {
        return new Decrypted.Failed(
                "Expected a value that was encrypted for this place, but it does not open: it belongs elsewhere or was changed");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey key(String id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("Expected the primary key to be there, but it is not");
        }
        return key;
    }

    private static SecretKey key(String id, String text) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException(
                    "Expected ids in gateway.secrets.keys of up to 64 letters, digits, dots, dashes and underscores, but one differs");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(
                    "Expected gateway.secrets.keys.%s to be base64 of 32 random bytes, but it is no base64"
                            .formatted(id));
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "Expected gateway.secrets.keys.%s to be base64 of 32 random bytes, but it has %d"
                            .formatted(id, bytes.length));
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private @Nullable String primary(Optional<String> named) {
        if (named.isPresent()) {
            if (!keys.containsKey(named.get())) {
                throw new IllegalStateException(
                        "Expected gateway.secrets.primary to name one of gateway.secrets.keys, but there is no key '%s'"
                                .formatted(named.get()));
            }
            return named.get();
        }
        if (keys.size() > 1) {
            throw new IllegalStateException(
                    "Expected gateway.secrets.primary to name the key for new values, but there are %d keys and it is not set"
                            .formatted(keys.size()));
        }
        return keys.isEmpty() ? null : keys.keySet().iterator().next();
    }
}
