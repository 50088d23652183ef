package io.triggergateway.access;

import io.vertx.core.json.JsonObject;

/** A refusal as a problem document (RFC 9457). */
record Problem(int status, String type, String title, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String HOW = "Send the header Authorization: Bearer <token> with a token of this gateway.";

    // The same for a missing, an unknown and a nearly right token, and for paths that exist and that do not.
    static Problem unauthorized() {
        return new Problem(401, "/problems/unauthorized", "Unauthorized", "Expected a valid bearer token. " + HOW);
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
                "Expected to check the token, but Redis cannot be reached. Try again soon.");
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

    String json() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .encode();
    }
}
