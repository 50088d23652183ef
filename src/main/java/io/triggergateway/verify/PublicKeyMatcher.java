package io.triggergateway.verify;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;

/** Signatures that anybody can check and only the sender can make. */
record PublicKeyMatcher(PublicKeyAlgorithm algorithm, PublicKey key) implements SignatureMatcher {
    @Override
    public Outcome match(Content content, List<byte[]> candidates) {
        for (var candidate : candidates) {
            var outcome = match(content, candidate);
            if (outcome != Outcome.MISMATCH) {
                return outcome;
            }
        }
        return Outcome.MISMATCH;
    }

    private Outcome match(Content content, byte[] candidate) {
        try {
            var verifier = algorithm.verifier(key);
            if (!content.writeTo(piece -> update(verifier, piece))) {
                return Outcome.INCOMPLETE;
            }
            return verifier.verify(candidate) ? Outcome.MATCH : Outcome.MISMATCH;
        } catch (GeneralSecurityException notOne) {
            return Outcome.MISMATCH;
        }
    }

    private static void update(Signature verifier, byte[] piece) {
        try {
            verifier.update(piece);
        } catch (SignatureException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
