package io.triggergateway.access;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie of a session. Over TLS its name begins with {@code __Host-}, which browsers take from this very host only,
 * so that no neighbour under the same domain can slip in one of his own.
 */
final class SessionCookie {
    private static final String NAME = "tgw-session";
    private static final String SECURE_NAME = "__Host-" + NAME;
    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";

    private SessionCookie() {}

    /** The secret in the cookie; empty when there is none, or more than one that might be meant. */
    static Optional<String> of(HttpServerRequest request) {
        var secure = request.cookies(SECURE_NAME);
        var cookies = secure.isEmpty() ? request.cookies(NAME) : secure;
        return cookies.size() == 1 ? Optional.of(cookies.iterator().next().getValue()) : Optional.empty();
    }

    /** The value of {@code Set-Cookie} that begins a session. */
    static String begin(String id, Duration lifetime, boolean secure) {
        return cookie(id, lifetime.toSeconds(), secure);
    }

    /** The value of {@code Set-Cookie} that takes it away again. */
    static String end(boolean secure) {
        return cookie("", 0, secure);
    }

    private static String cookie(String value, long seconds, boolean secure) {
        return (secure ? SECURE_NAME : NAME) + "=" + value + "; Max-Age=" + seconds + RULES
                + (secure ? "; Secure" : "");
    }
}
