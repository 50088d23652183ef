package io.triggergateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a credential that was shown is worth.
 *
 * @param sha256 of the gateway's own token; null for one of an issuer
 * @param until when the credential ends; null when it does not
 */
record Grant(
        Caller caller, @Nullable String sha256, @Nullable Instant until) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return caller.toString();
    }
}
