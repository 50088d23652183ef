package io.triggergateway.verify;

import org.jspecify.annotations.Nullable;

/** Compiles what stands under {@code key}. */
final class KeyCompiler {
    private KeyCompiler() {}

    /** What a key is that was fetched, whatever its form was at the sender's. */
    static final KeyKind FETCHED = KeyKind.parse("pem");

    /**
     * Plain text where the document says nothing; null when something is wrong, which is noted. A key that is fetched
     * stands in the secret's place: {@link KeySourceCompiler}.
     */
    static @Nullable KeyKind kind(SchemeNode node) {
        var key = node.child("key");
        if (key == null) {
            return KeyKind.UTF8;
        }
        if (key.json().isObject()) {
            return FETCHED;
        }
        return key.parse(KeyKind::parse);
    }
}
