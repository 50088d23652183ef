package io.triggergateway.verify;

/** A text of the scheme language that cannot be read; caught by the compiler, which turns it into a finding. */
final class MalformedExpression extends RuntimeException {
    MalformedExpression(String detail) {
        super(detail);
    }

    MalformedExpression(String detail, String text, int position) {
        this("%s, at position %d of \"%s\"".formatted(detail, position + 1, text));
    }
}
