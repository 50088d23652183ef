package io.triggergateway.verify;

/** A plain hash; the secret stands in the content. */
record DigestAlgorithm(Hash hash) implements Algorithm {
    @Override
    public PreparedKey prepare(byte[] secret, KeyKind kind) {
        return new PreparedKey.Ready(new DigestMatcher(hash));
    }

    @Override
    public boolean accepts(KeyKind kind) {
        return !kind.isPublic();
    }
}
