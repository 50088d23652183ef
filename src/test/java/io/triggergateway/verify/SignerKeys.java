package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of a sender and of somebody else: what each signs with, and the text that is set up as the secret. */
final class SignerKeys {
    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

    private SignerKeys() {}

    /** The bytes that an HMAC is keyed with. */
    static byte[] symmetric(String kind, String owner) throws GeneralSecurityException {
        return switch (kind) {
            case "text" -> bytes(text(owner));
            case "signkey" -> bytes(text(owner));
            case "sha1" -> MessageDigest.getInstance("SHA-1").digest(bytes(text(owner)));
            case "sha256" -> MessageDigest.getInstance("SHA-256").digest(bytes(text(owner)));
            case "hex", "base64", "whsec" -> random(owner);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** A pair that lives as long as the tests: making RSA keys takes long. */
    static KeyPair pair(String algorithm, String owner) throws GeneralSecurityException {
        var family = algorithm.contains("ECDSA") ? "EC" : algorithm.contains("RSA") ? "RSA" : algorithm;
        var known = PAIRS.get(family + owner);
        if (known == null) {
            known = KeyPairGenerator.getInstance(family).generateKeyPair();
            PAIRS.put(family + owner, known);
        }
        return known;
    }

    /** What the sender hands out, and the owner of an endpoint enters. */
    static String secret(String kind, String algorithm, String owner) throws GeneralSecurityException {
        return switch (kind) {
            case "text", "sha1", "sha256" -> text(owner);
            case "signkey" -> "signkey-test-" + text(owner);
            case "hex" -> HexFormat.of().formatHex(random(owner));
            case "base64" -> Base64.getEncoder().encodeToString(random(owner));
            case "whsec" -> "whsec_" + Base64.getEncoder().encodeToString(random(owner));
            default -> publicKey(kind, pair(algorithm, owner).getPublic().getEncoded());
        };
    }

    private static String publicKey(String kind, byte[] info) {
        var base64 = Base64.getEncoder();
        var raw = Arrays.copyOfRange(info, Math.max(0, info.length - 32), info.length);
        return switch (kind) {
            case "raw-hex" -> HexFormat.of().formatHex(raw);
            case "raw-base64" -> base64.encodeToString(raw);
            case "whpk" -> "whpk_" + base64.encodeToString(raw);
            case "spki" -> base64.encodeToString(info);
            case "pem" ->
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(info)
                        + "\n-----END PUBLIC KEY-----\n";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String text(String owner) {
        return "tok_3kPz9-Qm7dR2xY8wL5vN" + owner;
    }

    private static byte[] random(String owner) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes(owner));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
