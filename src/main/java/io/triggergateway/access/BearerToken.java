package io.triggergateway.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** Reads the header {@code Authorization: Bearer <token>}. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token; empty when there is none, another scheme, or more than one such header. */
    static Optional<String> of(MultiMap headers) {
        var all = headers.getAll(HttpHeaders.AUTHORIZATION);
        if (all.size() != 1) {
            return Optional.empty();
        }
        var value = all.getFirst();
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(value.substring(SCHEME.length()).strip()).filter(token -> !token.isEmpty())
                : Optional.empty();
    }
}
