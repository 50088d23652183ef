package io.triggergateway.verify;

import io.triggergateway.secret.Credentials;
import java.time.Instant;

/** Finds which secret a sender showed; looks at all of them, so that time does not tell. */
final class SecretLookup {
    private SecretLookup() {}

    static Verdict find(Credentials credentials, Instant now, byte[] shown, String what) {
        var active = credentials.active(now);
        if (active.isEmpty()) {
            return Refusals.noSecret();
        }
        Integer found = null;
        for (var secret : active) {
            var same = secret.value().length > 0 && SecretComparison.same(secret.value(), shown);
            found = same && found == null ? Integer.valueOf(secret.index()) : found;
        }
        return found == null
                ? Refusals.because("Expected %s to equal the secret, but it differs".formatted(what))
                : new Verdict.Passed(found);
    }
}
