package io.triggergateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that the gateway made, of which it keeps the hash.
 *
 * @param expiresAt from when on it counts no more; null when it lasts
 */
public record StoredToken(
        String name, Role role, Instant createdAt, @Nullable Instant expiresAt, String sha256) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "token " + name + " (" + role.word() + ")";
    }
}
