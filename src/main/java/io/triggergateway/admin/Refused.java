package io.triggergateway.admin;

import io.triggergateway.access.Problem;

/** Ends a request from wherever its parameters or its body turn out to be unreadable; carries the answer. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
