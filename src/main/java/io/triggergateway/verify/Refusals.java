package io.triggergateway.verify;

import io.triggergateway.trigger.Words;

/** The words in which a refusal is told to the trigger's owner. */
final class Refusals {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;

    private static final String ABSENT = ", but the request has none";

    private Refusals() {}

    static Verdict.Refused because(String reason) {
        return new Verdict.Refused(UNAUTHORIZED, reason);
    }

    static Verdict.Refused missing(String what) {
        return because("Expected " + what + ABSENT);
    }

    /** Whether nothing of this kind was sent at all, so that another reason helps more. */
    static boolean isMissing(Verdict.Refused refused) {
        return refused.reason().endsWith(ABSENT);
    }

    static Verdict.Refused repeated(String what) {
        return because("Expected %s once, but the request has several".formatted(what));
    }

    static Verdict.Refused undecodable(String what, Encoding encoding) {
        return because("Expected a signature in %s written as %s, but it cannot be decoded"
                .formatted(what, Words.of(encoding)));
    }

    static Verdict.Refused mismatch() {
        return because("The signature does not match: wrong secret, changed body, or another public URL");
    }

    static Verdict.Refused stale(long seconds) {
        return because("Stale by %d s: expected a fresh delivery, but its timestamp is too old".formatted(seconds));
    }

    static Verdict.Refused early(long seconds) {
        return because(
                "%d s in the future: expected a timestamp of now, but one of the clocks is wrong".formatted(seconds));
    }

    static Verdict.Refused noSecret() {
        return because("Expected a secret that is valid now, but there is none: add one or extend its validity");
    }
}
