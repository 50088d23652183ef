package io.triggergateway.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** What every answer says to browsers, whoever made it; what an answer says itself stays. */
final class SafeHeaders {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    private static final String POLICY = "Content-Security-Policy";
    /** No inline scripts or styles, nothing from elsewhere, in no frame. */
    private static final String STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; font-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'";

    /** The platform's own page for trying the API, which only development mode has, needs inline scripts. */
    private static final String DEVELOPMENT = "/q/swagger-ui";

    private static final String TLS_ONLY = "Strict-Transport-Security";
    private static final String A_YEAR = "max-age=31536000";

    private SafeHeaders() {}

    static void add(HttpServerRequest request, HttpServerResponse response) {
        ALWAYS.forEach((name, value) -> addMissing(response, name, value));
        if (!request.uri().startsWith(DEVELOPMENT)) {
            addMissing(response, POLICY, STRICT);
        }
        // Browsers ignore it on a plain connection, so a false word of a client does nothing.
        if (request.isSSL() || "https".equals(request.getHeader("X-Forwarded-Proto"))) {
            addMissing(response, TLS_ONLY, A_YEAR);
        }
    }

    private static void addMissing(HttpServerResponse response, String name, String value) {
        if (!response.headers().contains(name)) {
            response.putHeader(name, value);
        }
    }
}
