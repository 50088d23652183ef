package io.triggergateway.verify;

import org.jspecify.annotations.Nullable;

/** Compiles what stands under {@code key}. */
final class KeyCompiler {
    private KeyCompiler() {}

    /** Plain text where the document says nothing; null when something is wrong, which is noted. */
    static @Nullable KeyKind kind(SchemeNode node) {
        var key = node.child("key");
        if (key == null) {
            return KeyKind.UTF8;
        }
        if (key.json().isObject()) {
            key.wrong("Expected a key that stands in the secret, but this one has to be fetched from the sender, "
                    + "which this version does not do");
            return null;
        }
        return key.parse(KeyKind::parse);
    }
}
