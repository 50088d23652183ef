package io.triggergateway.registry;

import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import io.triggergateway.trigger.SecretParams;
import io.triggergateway.trigger.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Walks through the secrets of an authentication, however deep they lie. */
public final class AuthSecrets {
    private AuthSecrets() {}

    /**
     * The authentication with nothing in plain text, as it may be stored.
     *
     * @param owner what the secrets belong to; the same is needed to open them
     * @param pointer where the authentication stands in its document
     */
    public static Auth protect(Auth auth, String owner, String pointer, Secrets secrets, Findings findings) {
        return map(auth, pointer, (secret, place) -> secrets.protect(secret, owner, place, findings));
    }

    /** The same with every secret under the primary key that opens for its owner. */
    public static Auth reencrypt(Auth auth, String owner, Secrets secrets) {
        return map(auth, "", (secret, place) -> secrets.reencrypt(secret, owner));
    }

    /** All secrets of an authentication. */
    public static List<Secret> of(Auth auth) {
        var found = new ArrayList<Secret>();
        map(auth, "", (secret, place) -> {
            found.add(secret);
            return secret;
        });
        return found;
    }

    /** All secrets of a trigger; none when it is null or has no endpoint. */
    static List<Secret> of(@Nullable Trigger trigger) {
        var found = new ArrayList<Secret>();
        if (trigger != null) {
            map(trigger, (secret, pointer) -> {
                found.add(secret);
                return secret;
            });
        }
        return found;
    }

    /** The trigger with every secret replaced by what {@code change} makes of it and its place. */
    static Trigger map(Trigger trigger, BiFunction<Secret, String, Secret> change) {
        var endpoint = trigger.endpoint();
        return endpoint == null
                ? trigger
                : trigger.withEndpoint(endpoint.withAuth(map(endpoint.auth(), "/endpoint/auth", change)));
    }

    private static Auth map(Auth auth, String pointer, BiFunction<Secret, String, Secret> change) {
        return switch (auth) {
            case Auth.Signature it ->
                new Auth.Signature(
                        it.provider(),
                        it.scheme(),
                        mapSecrets(it.secrets(), pointer, change),
                        mapParams(it.params(), pointer, change));
            case Auth.Bearer it -> new Auth.Bearer(mapSecrets(it.secrets(), pointer, change));
            case Auth.ApiKey it -> new Auth.ApiKey(it.header(), it.query(), mapSecrets(it.secrets(), pointer, change));
            case Auth.Basic it -> new Auth.Basic(it.username(), mapSecrets(it.secrets(), pointer, change));
            case Auth.All it -> new Auth.All(mapParts(it.of(), pointer, change));
            case Auth.Any it -> new Auth.Any(mapParts(it.of(), pointer, change));
            case Auth.Custom it ->
                new Auth.Custom(it.expression(), it.url(), it.verifier(), mapSecrets(it.secrets(), pointer, change));
            case Auth.Jwt it -> it;
            case Auth.Ip it -> it;
            case Auth.Shared it -> it;
            case Auth.None it -> it;
        };
    }

    private static Map<String, String> mapParams(
            Map<String, String> params, String pointer, BiFunction<Secret, String, Secret> change) {
        var all = new HashMap<>(params);
        all.replaceAll((name, value) -> SecretParams.isSecret(name)
                ? change.apply(Secret.always(value), pointer + "/params/" + name)
                        .value()
                : value);
        return all;
    }

    private static List<Auth> mapParts(List<Auth> parts, String pointer, BiFunction<Secret, String, Secret> change) {
        var all = new ArrayList<Auth>();
        for (int i = 0; i < parts.size(); i++) {
            all.add(map(parts.get(i), pointer + "/of/" + i, change));
        }
        return all;
    }

    private static List<Secret> mapSecrets(
            List<Secret> secrets, String pointer, BiFunction<Secret, String, Secret> change) {
        var all = new ArrayList<Secret>();
        for (int i = 0; i < secrets.size(); i++) {
            var place = secrets.size() == 1 ? pointer + "/secret" : pointer + "/secrets/" + i;
            all.add(change.apply(secrets.get(i), place));
        }
        return all;
    }
}
