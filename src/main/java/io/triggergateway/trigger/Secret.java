package io.triggergateway.trigger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One secret of a sender, as written: {@code env:NAME}, {@code file:PATH}, an encrypted value, or (on its way in) a
 * plain value.
 *
 * @param notBefore null means from the beginning
 * @param expiresAt null means for ever
 */
public record Secret(
        String value, @Nullable Instant notBefore, @Nullable Instant expiresAt) {

    /** What answers carry in place of a secret; written back, it keeps what is stored. */
    public static final String MASK = "***";

    /** What is said where a secret has to be and is not. */
    public static final String ABSENT =
            "Expected 'secret' or 'secrets', but both are missing: write env:NAME, file:PATH or the value";

    /** One that is valid at all times. */
    public static Secret always(String value) {
        return new Secret(value, null, null);
    }

    /** The same secret with its text replaced, for instance by its encrypted form. */
    public Secret withValue(String other) {
        return new Secret(other, notBefore, expiresAt);
    }

    /** True when this only says where the secret is, which is nobody's secret. */
    public boolean isReference() {
        return value.startsWith("env:") || value.startsWith("file:");
    }

    /** What answers show: the reference, or the mask in place of a value. */
    Secret masked() {
        return isReference() ? this : withValue(MASK);
    }

    /** Never shows the value. */
    @Override
    public String toString() {
        return MASK;
    }
}
