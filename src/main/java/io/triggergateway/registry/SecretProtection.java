package io.triggergateway.registry;

import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import io.triggergateway.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encrypts the secrets of a trigger before it is stored; one that is stored already keeps its ciphertext. */
final class SecretProtection {
    private final Secrets secrets;
    private final String owner;
    private final Findings findings;
    private final List<Secret> known;

    private SecretProtection(Secrets secrets, String owner, Findings findings, List<Secret> known) {
        this.secrets = secrets;
        this.owner = owner;
        this.findings = findings;
        this.known = known;
    }

    /** The trigger with nothing in plain text; {@code stored} is its former self, or null. */
    static Trigger protect(Trigger trigger, @Nullable Trigger stored, Secrets secrets, Findings findings) {
        var endpoint = trigger.endpoint();
        if (endpoint == null) {
            return trigger;
        }
        var owner = TriggerCompiler.owner(trigger.name());
        var protection = new SecretProtection(secrets, owner, findings, secretsOf(stored));
        return trigger.withEndpoint(endpoint.withAuth(protection.protect(endpoint.auth(), "/endpoint/auth")));
    }

    private Auth protect(Auth auth, String pointer) {
        return switch (auth) {
            case Auth.Signature it ->
                new Auth.Signature(it.provider(), it.scheme(), protect(it.secrets(), pointer), it.params());
            case Auth.Bearer it -> new Auth.Bearer(protect(it.secrets(), pointer));
            case Auth.ApiKey it -> new Auth.ApiKey(it.header(), it.query(), protect(it.secrets(), pointer));
            case Auth.Basic it -> new Auth.Basic(it.username(), protect(it.secrets(), pointer));
            case Auth.All it -> new Auth.All(protectAll(it.of(), pointer + "/of"));
            case Auth.Any it -> new Auth.Any(protectAll(it.of(), pointer + "/of"));
            case Auth.Ip it -> it;
            case Auth.Shared it -> it;
            case Auth.None it -> it;
        };
    }

    private List<Auth> protectAll(List<Auth> parts, String pointer) {
        var all = new ArrayList<Auth>();
        for (int i = 0; i < parts.size(); i++) {
            all.add(protect(parts.get(i), pointer + "/" + i));
        }
        return all;
    }

    private List<Secret> protect(List<Secret> plain, String pointer) {
        var all = new ArrayList<Secret>();
        for (int i = 0; i < plain.size(); i++) {
            var place = plain.size() == 1 ? pointer + "/secret" : pointer + "/secrets/" + i;
            all.add(protect(plain.get(i), place));
        }
        return all;
    }

    private Secret protect(Secret secret, String pointer) {
        for (var other : known) {
            if (secrets.holds(other, secret.value(), owner)) {
                return secret.withValue(other.value());
            }
        }
        return secrets.protect(secret, owner, pointer, findings);
    }

    private static List<Secret> secretsOf(@Nullable Trigger stored) {
        var endpoint = stored == null ? null : stored.endpoint();
        return endpoint == null ? List.of() : secretsOf(endpoint.auth());
    }

    private static List<Secret> secretsOf(Auth auth) {
        return switch (auth) {
            case Auth.Signature it -> it.secrets();
            case Auth.Bearer it -> it.secrets();
            case Auth.ApiKey it -> it.secrets();
            case Auth.Basic it -> it.secrets();
            case Auth.All it ->
                it.of().stream().flatMap(part -> secretsOf(part).stream()).toList();
            case Auth.Any it ->
                it.of().stream().flatMap(part -> secretsOf(part).stream()).toList();
            case Auth.Ip it -> List.of();
            case Auth.Shared it -> List.of();
            case Auth.None it -> List.of();
        };
    }
}
