package io.triggergateway.access;

import io.triggergateway.trigger.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A refusal as a problem document (RFC 9457).
 *
 * @param type stable, for programs; a path such as {@code /problems/not-found}
 * @param detail what was expected and what to change, as a sentence
 * @param errors the fields that are wrong; empty where the refusal is about no field
 */
public record Problem(int status, String type, String title, String detail, List<FieldError> errors) {
    /** The content type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String HOW = "Send the header Authorization: Bearer <token> with a token of this gateway.";

    public Problem {
        errors = List.copyOf(errors);
    }

    Problem(int status, String type, String title, String detail) {
        this(status, type, title, detail, List.of());
    }

    // The same for a missing, an unknown and a nearly right token, and for paths that exist and that do not.
    static Problem unauthorized() {
        return new Problem(401, "/problems/unauthorized", "Unauthorized", "Expected a valid bearer token. " + HOW);
    }

    static Problem nothingHere() {
        return new Problem(
                404, "/problems/not-found", "Not found", "Expected a path that is served here, but it is not.");
    }

    static Problem wrongToken() {
        return new Problem(
                401,
                "/problems/unauthorized",
                "Unauthorized",
                "Expected a valid token, but this one is unknown or has ended. Ask an administrator for another.");
    }

    static Problem tooLarge() {
        return new Problem(
                413,
                "/problems/too-large",
                "Too large",
                "Expected a short body with its length in Content-Length, but this one is long or does not say. Send less.");
    }

    static Problem crossSite() {
        return new Problem(
                403,
                "/problems/cross-site",
                "Cross-site request",
                "Expected a request of the gateway's own pages, with the header " + Credentials.CSRF_HEADER
                        + " for a change, but it came from elsewhere or lacks it. Programs send a bearer token instead of a cookie.");
    }

    static Problem tooManyFailures(long seconds) {
        return new Problem(
                429,
                "/problems/too-many-failures",
                "Too many failed attempts",
                "Expected a valid bearer token, but too many attempts from this address had none. Wait " + seconds
                        + " s, or " + Character.toLowerCase(HOW.charAt(0)) + HOW.substring(1));
    }

    static Problem tokensUnknown() {
        return new Problem(
                503,
                "/problems/unavailable",
                "Unavailable",
                "Expected to check the token, but Redis, or the keys of its issuer, cannot be reached. Try again soon.");
    }

    static Problem tooMuchAtOnce() {
        return new Problem(
                503,
                "/problems/unavailable",
                "Unavailable",
                "Expected fewer bytes under way, but requests hold all that gateway.limits.in-flight-bytes allows. Try again soon.");
    }

    static Problem forbidden(Role needed) {
        return new Problem(
                403,
                "/problems/forbidden",
                "Forbidden",
                "Expected a token of role " + needed.word() + " or higher, but this one is lower. Use another token.");
    }

    static Problem closed() {
        return new Problem(
                403,
                "/problems/forbidden",
                "Forbidden",
                "Expected this call to name a role, but it names none: nobody may use it.");
    }

    /** The document. */
    public String json() {
        var document = new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!errors.isEmpty()) {
            document.put(
                    "errors", new JsonArray(errors.stream().map(Problem::json).toList()));
        }
        return document.encode();
    }

    private static JsonObject json(FieldError error) {
        return new JsonObject().put("pointer", error.pointer()).put("detail", error.detail());
    }
}
