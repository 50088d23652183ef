package io.triggergateway.registry;

import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import io.triggergateway.trigger.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encrypts the secrets of a trigger before it is stored; one that is stored already keeps its ciphertext. */
final class SecretProtection {
    private SecretProtection() {}

    /** The trigger with nothing in plain text; {@code stored} is its former self, or null. */
    static Trigger protect(Trigger trigger, @Nullable Trigger stored, Secrets secrets, Findings findings) {
        var owner = TriggerCompiler.owner(trigger.name());
        var known = AuthSecrets.of(stored);
        return AuthSecrets.map(trigger, (secret, pointer) -> {
            var same = same(secret, known, owner, secrets);
            return same == null ? secrets.protect(secret, owner, pointer, findings) : secret.withValue(same.value());
        });
    }

    private static @Nullable Secret same(Secret secret, List<Secret> known, String owner, Secrets secrets) {
        return known.stream()
                .filter(other -> secrets.holds(other, secret.value(), owner))
                .findFirst()
                .orElse(null);
    }
}
