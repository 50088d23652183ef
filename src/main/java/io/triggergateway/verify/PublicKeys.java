package io.triggergateway.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads public keys: PEM (key or certificate), SubjectPublicKeyInfo, or the 32 bytes of an Ed25519 key. */
final class PublicKeys {
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final int ED25519_LENGTH = 32;

    private PublicKeys() {}

    /**
     * Null when the secret holds no such key.
     *
     * @param family {@code RSA}, {@code EC} or {@code Ed25519}
     */
    static @Nullable PublicKey read(byte[] secret, KeyKind kind, String family) {
        try {
            var text = new String(secret, StandardCharsets.UTF_8)
                    .replace("\\n", "\n")
                    .trim();
            if (text.startsWith("-----BEGIN ")) {
                return ofPem(text, family);
            }
            var key = kind.key(secret);
            return key == null ? null : ofBytes(key, family);
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static @Nullable PublicKey ofPem(String pem, String family) throws GeneralSecurityException {
        var label = label(pem);
        return switch (label) {
            case "CERTIFICATE" -> ofCertificate(pem);
            case "PUBLIC KEY" -> ofBytes(contents(pem), family);
            case "RSA PUBLIC KEY" -> ofBytes(wrapped(contents(pem)), family);
            default -> null;
        };
    }

    private static String label(String pem) {
        var end = pem.indexOf("-----", 11);
        return end < 0 ? "" : pem.substring(11, end);
    }

    private static byte[] contents(String pem) {
        var start = pem.indexOf("-----", 11) + 5;
        var end = pem.indexOf("-----END", start);
        if (end < 0) {
            throw new IllegalArgumentException("no end line");
        }
        return Base64.getMimeDecoder().decode(pem.substring(start, end));
    }

    private static PublicKey ofCertificate(String pem) throws GeneralSecurityException {
        var der = new ByteArrayInputStream(contents(pem));
        return CertificateFactory.getInstance("X.509").generateCertificate(der).getPublicKey();
    }

    private static PublicKey ofBytes(byte[] key, String family) throws GeneralSecurityException {
        var raw = family.equals("Ed25519") && key.length == ED25519_LENGTH;
        var info = raw ? joined(ED25519_HEAD, key) : key;
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(info));
    }

    /** PKCS#1 into SubjectPublicKeyInfo, the one form that Java reads. */
    private static byte[] wrapped(byte[] rsa) {
        var bits = tagged(0x03, joined(new byte[] {0}, rsa));
        return tagged(0x30, joined(RSA_HEAD, bits));
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length > 0xff) {
            out.write(0x82);
            out.write(content.length >> 8);
        } else if (content.length > 0x7f) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(tail);
        return out.toByteArray();
    }
}
