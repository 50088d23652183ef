package io.triggergateway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A public JSON Web Key (RFC 7517) as PEM: RSA and EC of RFC 7518, Ed25519 of RFC 8037. */
final class JsonWebKey {
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private JsonWebKey() {}

    /** Empty when it is no such key, or one that is not meant for signatures. */
    static Optional<byte[]> pem(JsonNode key) {
        if (key.has("use") && !key.path("use").asText().equals("sig")) {
            return Optional.empty();
        }
        try {
            return switch (key.path("kty").asText()) {
                case "RSA" -> Optional.of(pem(rsa(key)));
                case "EC" -> Optional.of(pem(ec(key)));
                case "OKP" -> Optional.of(pem(ed25519(key)));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static PublicKey rsa(JsonNode key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    }

    private static PublicKey ec(JsonNode key) throws GeneralSecurityException {
        var curve = CURVES.get(key.path("crv").asText());
        if (curve == null) {
            throw new IllegalArgumentException("another curve");
        }
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        var point = new ECPoint(number(key, "x"), number(key, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static PublicKey ed25519(JsonNode key) throws GeneralSecurityException {
        var x = bytes(key, "x");
        if (!key.path("crv").asText().equals("Ed25519") || x.length != 32) {
            throw new IllegalArgumentException("another curve");
        }
        var info = new byte[ED25519_HEAD.length + x.length];
        System.arraycopy(ED25519_HEAD, 0, info, 0, ED25519_HEAD.length);
        System.arraycopy(x, 0, info, ED25519_HEAD.length, x.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
    }

    private static BigInteger number(JsonNode key, String field) {
        return new BigInteger(1, bytes(key, field));
    }

    private static byte[] bytes(JsonNode key, String field) {
        return Base64.getUrlDecoder().decode(key.path(field).asText());
    }

    private static byte[] pem(PublicKey key) {
        var text = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
