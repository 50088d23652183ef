package io.triggergateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 of a token. Tokens hold 256 random bits, so a slow hash would protect nothing more. */
final class TokenHash {
    private static final int HEX_DIGITS = 64;

    private final byte[] digest;

    private TokenHash(byte[] digest) {
        this.digest = digest;
    }

    static TokenHash of(String token) {
        return new TokenHash(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads 64 hexadecimal digits; empty for anything else. */
    static Optional<TokenHash> parse(String hex) {
        return hex.length() == HEX_DIGITS && hex.chars().allMatch(HexFormat::isHexDigit)
                ? Optional.of(new TokenHash(HexFormat.of().parseHex(hex)))
                : Optional.empty();
    }

    /** Compares in a time that does not depend on where the two differ. */
    boolean matches(TokenHash other) {
        return MessageDigest.isEqual(digest, other.digest);
    }

    String hex() {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
