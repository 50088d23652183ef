package io.triggergateway.access;

import java.time.Instant;

/**
 * A login that a browser carries on in a cookie.
 *
 * @param csrfToken what its pages have to send along with every change, in the header {@code X-CSRF-Token}
 * @param endsAt when it ends however often it is used
 */
public record Session(String csrfToken, Instant endsAt) {}
