package io.triggergateway.verify;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A signature with a private key.
 *
 * @param family of the key: {@code RSA}, {@code EC} or {@code Ed25519}
 */
record PublicKeyAlgorithm(
        String javaName, String family, @Nullable AlgorithmParameterSpec parameters) implements Algorithm {

    static final PublicKeyAlgorithm ED25519 = new PublicKeyAlgorithm("Ed25519", "Ed25519", null);

    private static final int SHORTEST_RSA = 1024;

    static PublicKeyAlgorithm rsa(Hash hash) {
        return new PublicKeyAlgorithm(hash.nameInSignatures() + "withRSA", "RSA", null);
    }

    static PublicKeyAlgorithm rsaPss(Hash hash) {
        var name = hash.javaName();
        return new PublicKeyAlgorithm(
                "RSASSA-PSS", "RSA", new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), hash.length(), 1));
    }

    static PublicKeyAlgorithm ecdsa(Hash hash) {
        return new PublicKeyAlgorithm(hash.nameInSignatures() + "withECDSA", "EC", null);
    }

    /** JWTs join the two numbers; everybody else writes DER. */
    static PublicKeyAlgorithm ecdsaOfJwt(Hash hash) {
        return new PublicKeyAlgorithm(hash.nameInSignatures() + "withECDSAinP1363Format", "EC", null);
    }

    @Override
    public PreparedKey prepare(byte[] secret, KeyKind kind) {
        var key = PublicKeys.read(secret, kind, family);
        if (key == null || !fits(key)) {
            return new PreparedKey.Unusable("Expected the sender's public key (%s) in the form %s, but it is not"
                    .formatted(family, kind.name()));
        }
        return new PreparedKey.Ready(new PublicKeyMatcher(this, key));
    }

    private boolean fits(PublicKey key) {
        try {
            verifier(key);
            return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= SHORTEST_RSA;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    @Override
    public boolean accepts(KeyKind kind) {
        return kind.isPublic();
    }

    Signature verifier(PublicKey key) throws GeneralSecurityException {
        var verifier = Signature.getInstance(javaName);
        if (parameters != null) {
            verifier.setParameter(parameters);
        }
        verifier.initVerify(key);
        return verifier;
    }
}
