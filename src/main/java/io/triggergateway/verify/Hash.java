package io.triggergateway.verify;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of the scheme language. */
enum Hash {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48),
    SHA512("SHA-512", 64);

    private final String javaName;
    private final int length;

    Hash(String javaName, int length) {
        this.javaName = javaName;
        this.length = length;
    }

    static Optional<Hash> named(String name) {
        return Arrays.stream(values()).filter(hash -> hash.word().equals(name)).findFirst();
    }

    /** As documents write it. */
    String word() {
        return javaName.toLowerCase(Locale.ROOT).replace("-", "");
    }

    String javaName() {
        return javaName;
    }

    /** In the names of Java's signature algorithms. */
    String nameInSignatures() {
        return javaName.replace("-", "");
    }

    /** In bytes. */
    int length() {
        return length;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    byte[] of(byte[] value) {
        return digest().digest(value);
    }

    /** A MAC with its key in place; {@code key} must not be empty. */
    Mac mac(byte[] key) {
        var name = "Hmac" + nameInSignatures();
        try {
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
