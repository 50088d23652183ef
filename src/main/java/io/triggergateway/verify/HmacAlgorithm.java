package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;

/** A keyed hash. */
record HmacAlgorithm(Hash hash) implements Algorithm {
    @Override
    public PreparedKey prepare(byte[] secret, KeyKind kind) {
        if (new String(secret, StandardCharsets.ISO_8859_1).stripLeading().startsWith("-----BEGIN ")) {
            return new PreparedKey.Unusable("Expected a shared secret, but it is a key or certificate in PEM");
        }
        var key = kind.key(secret);
        return key == null
                ? new PreparedKey.Unusable("Expected a secret in the form %s, but it is not".formatted(kind.name()))
                : new PreparedKey.Ready(new HmacMatcher(hash.mac(key)));
    }

    @Override
    public boolean accepts(KeyKind kind) {
        return !kind.isPublic();
    }
}
