package io.triggergateway.registry;

import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Secret;
import io.triggergateway.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Walks through the secrets of an authentication, however deep they lie. */
final class AuthSecrets {
    private AuthSecrets() {}

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
                new Auth.Signature(it.provider(), it.scheme(), mapSecrets(it.secrets(), pointer, change), it.params());
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
