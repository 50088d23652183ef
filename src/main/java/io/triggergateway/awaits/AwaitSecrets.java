package io.triggergateway.awaits;

import io.triggergateway.registry.AuthSecrets;
import io.triggergateway.secret.Credentials;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The secrets that answers to awaits have to prove; each opens for its own step only. */
@Singleton
final class AwaitSecrets {
    /** Where they stand in a document. */
    static final String AUTH = "/auth";

    private final Secrets secrets;

    AwaitSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The same await with its secrets encrypted. */
    AwaitSpec protect(AwaitSpec spec, Place place, Findings findings) {
        return spec.on() instanceof Wait.Webhook webhook && webhook.auth() != null
                ? spec.withAuth(AuthSecrets.protect(webhook.auth(), owner(place), AUTH, secrets, findings))
                : spec;
    }

    /** The same with those under the primary key that open. */
    AwaitSpec reencrypt(AwaitSpec spec, Place place) {
        return spec.on() instanceof Wait.Webhook webhook && webhook.auth() != null
                ? spec.withAuth(AuthSecrets.reencrypt(webhook.auth(), owner(place), secrets))
                : spec;
    }

    /** The key that has encrypted secrets of an await, an older one before the primary one; empty when none has. */
    Optional<String> sealedBy(AwaitSpec spec) {
        var keys = spec.on() instanceof Wait.Webhook webhook && webhook.auth() != null
                ? AuthSecrets.of(webhook.auth()).stream()
                        .map(Secrets::keyOf)
                        .flatMap(Optional::stream)
                        .toList()
                : List.<String>of();
        return keys.stream()
                .filter(olderKeys()::contains)
                .findFirst()
                .or(() -> keys.stream().findFirst());
    }

    List<String> olderKeys() {
        return secrets.olderKeys();
    }

    Credentials open(List<Secret> stored, Place place, String pointer, Findings findings) {
        return secrets.open(stored, owner(place), pointer, findings);
    }

    private static String owner(Place place) {
        return "await/" + place.text();
    }
}
