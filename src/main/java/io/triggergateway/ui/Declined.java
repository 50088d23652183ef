package io.triggergateway.ui;

import jakarta.ws.rs.core.Response;

/** Ends a page where the REST API refuses; carries its answer. */
final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Response answer;

    Declined(Response answer) {
        super("A page has nothing to show", null, false, false);
        this.answer = answer;
    }

    Response answer() {
        return answer;
    }
}
