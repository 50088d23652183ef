package io.triggergateway.verify;

import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;

/** Keyed hashes; the key is set up once and copied for every request. */
final class HmacMatcher implements SignatureMatcher {
    private final Mac keyed;

    HmacMatcher(Mac keyed) {
        this.keyed = keyed;
    }

    @Override
    public Outcome match(Content content, List<byte[]> candidates) {
        var mac = copy();
        if (!content.writeTo(mac::update)) {
            return Outcome.INCOMPLETE;
        }
        return anyEquals(mac.doFinal(), candidates) ? Outcome.MATCH : Outcome.MISMATCH;
    }

    /** Looks at all of them, in constant time each. */
    static boolean anyEquals(byte[] expected, List<byte[]> candidates) {
        var found = false;
        for (var candidate : candidates) {
            found |= MessageDigest.isEqual(expected, candidate);
        }
        return found;
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
