package io.triggergateway.verify;

import java.util.Optional;

/** What a document may name as the way of signing. */
sealed interface Algorithm permits HmacAlgorithm, DigestAlgorithm, PublicKeyAlgorithm {
    /** Makes the secret ready for use. */
    PreparedKey prepare(byte[] secret, KeyKind kind);

    /** Whether a key of this kind can go with it; a public key must never be taken for a shared one. */
    boolean accepts(KeyKind kind);

    /** Finds {@code hmac-sha256}, {@code ed25519} and so on. */
    static Optional<Algorithm> named(String name) {
        if (name.equals("ed25519")) {
            return Optional.of(PublicKeyAlgorithm.ED25519);
        }
        return after(name, "hmac-")
                .<Algorithm>map(HmacAlgorithm::new)
                .or(() -> after(name, "digest-").map(DigestAlgorithm::new))
                .or(() -> after(name, "rsa-pss-").map(PublicKeyAlgorithm::rsaPss))
                .or(() -> after(name, "rsa-").map(PublicKeyAlgorithm::rsa))
                .or(() -> after(name, "ecdsa-").map(PublicKeyAlgorithm::ecdsa));
    }

    /** Finds {@code HS256} and its kin (RFC 7518); {@code none} is not among them. */
    static Optional<Algorithm> ofJwt(String name) {
        if (name.equals("EdDSA")) {
            return Optional.of(PublicKeyAlgorithm.ED25519);
        }
        return jwt(name, "HS")
                .<Algorithm>map(HmacAlgorithm::new)
                .or(() -> jwt(name, "RS").map(PublicKeyAlgorithm::rsa))
                .or(() -> jwt(name, "PS").map(PublicKeyAlgorithm::rsaPss))
                .or(() -> jwt(name, "ES").map(PublicKeyAlgorithm::ecdsaOfJwt));
    }

    private static Optional<Hash> jwt(String name, String family) {
        return name.startsWith(family) && name.length() == 5 ? Hash.named("sha" + name.substring(2)) : Optional.empty();
    }

    private static Optional<Hash> after(String name, String prefix) {
        return name.startsWith(prefix) ? Hash.named(name.substring(prefix.length())) : Optional.empty();
    }
}
