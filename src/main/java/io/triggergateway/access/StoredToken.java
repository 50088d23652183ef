package io.triggergateway.access;

import java.time.Instant;

/** A token that the gateway made, of which it keeps the hash. */
public record StoredToken(String name, Role role, Instant createdAt, String sha256) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "token " + name + " (" + role.word() + ")";
    }
}
