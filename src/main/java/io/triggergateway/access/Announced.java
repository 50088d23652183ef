package io.triggergateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What the head of a request says about its body. */
final class Announced {
    /** Where the head does not say how much will come. */
    private static final long UNKNOWN = 1024 * 1024;

    private Announced() {}

    /** How many bytes will come; a mebibyte where nobody knows, 0 for no body. */
    static long bytes(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return UNKNOWN;
        }
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException malformed) {
            return UNKNOWN;
        }
    }
}
