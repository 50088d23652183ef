package io.triggergateway.secret;

import io.triggergateway.trigger.Secret;
import java.time.Instant;
import java.util.List;

/** Secrets with their values at hand. */
final class OpenedSecrets implements Credentials {
    private final List<Opened> secrets;

    OpenedSecrets(List<Opened> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** Where a value comes from at the time that it is needed. */
    interface Source {
        byte[] value(Instant now);
    }

    /** One secret, with its place in the document. */
    record Opened(int index, Secret secret, Source source) {
        boolean isValid(Instant now) {
            return (secret.notBefore() == null || !now.isBefore(secret.notBefore()))
                    && (secret.expiresAt() == null || now.isBefore(secret.expiresAt()));
        }
    }

    @Override
    public List<ActiveSecret> active(Instant now) {
        return secrets.stream()
                .filter(opened -> opened.isValid(now))
                .map(opened -> new ActiveSecret(opened.index, opened.source.value(now)))
                .toList();
    }

    /** Never shows a value. */
    @Override
    public String toString() {
        return "%d secrets".formatted(secrets.size());
    }
}
