package io.triggergateway.verify;

import java.util.List;

/** Plain hashes over content that holds the secret. */
record DigestMatcher(Hash hash) implements SignatureMatcher {
    @Override
    public Outcome match(Content content, List<byte[]> candidates) {
        var digest = hash.digest();
        if (!content.writeTo(digest::update)) {
            return Outcome.INCOMPLETE;
        }
        return HmacMatcher.anyEquals(digest.digest(), candidates) ? Outcome.MATCH : Outcome.MISMATCH;
    }
}
