package io.triggergateway.trigger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts stored secrets back where a document carries {@link Secret#MASK}. */
public final class Masks {
    private final Findings findings;

    private Masks(Findings findings) {
        this.findings = findings;
    }

    /**
     * The incoming trigger with the stored secrets in place of its masks.
     *
     * <p>Within one kind of authentication at the same place, the masks stand for the stored secrets in order. What
     * cannot be told is a finding, and its mask stays.
     *
     * @param stored what has been stored under the same name; null when there is nothing
     */
    public static Trigger restore(Trigger incoming, @Nullable Trigger stored, Findings findings) {
        var endpoint = incoming.endpoint();
        if (endpoint == null) {
            return incoming;
        }
        var before = stored == null || stored.endpoint() == null
                ? null
                : stored.endpoint().auth();
        var auth = new Masks(findings).auth(endpoint.auth(), before, "/endpoint/auth");
        return incoming.withEndpoint(endpoint.withAuth(auth));
    }

    private Auth auth(Auth auth, @Nullable Auth stored, String pointer) {
        return switch (auth) {
            case Auth.Signature signature ->
                new Auth.Signature(
                        signature.provider(),
                        signature.scheme(),
                        secrets(signature.secrets(), auth, stored, pointer),
                        params(signature.params(), stored, pointer));
            case Auth.Bearer(var secrets) -> new Auth.Bearer(secrets(secrets, auth, stored, pointer));
            case Auth.ApiKey(var header, var query, var secrets) ->
                new Auth.ApiKey(header, query, secrets(secrets, auth, stored, pointer));
            case Auth.Basic(var username, var secrets) ->
                new Auth.Basic(username, secrets(secrets, auth, stored, pointer));
            case Auth.All(var of) ->
                new Auth.All(parts(of, stored instanceof Auth.All all ? all.of() : List.of(), pointer));
            case Auth.Any(var of) ->
                new Auth.Any(parts(of, stored instanceof Auth.Any any ? any.of() : List.of(), pointer));
            case Auth.Custom(var expression, var url, var verifier, var secrets) ->
                new Auth.Custom(expression, url, verifier, secrets(secrets, auth, stored, pointer));
            case Auth.Jwt jwt -> jwt;
            case Auth.Ip ip -> ip;
            case Auth.Shared shared -> shared;
            case Auth.None none -> none;
        };
    }

    private Map<String, String> params(Map<String, String> incoming, @Nullable Auth stored, String pointer) {
        var before = stored instanceof Auth.Signature signature ? signature.params() : Map.<String, String>of();
        var restored = new HashMap<String, String>();
        incoming.forEach((name, value) -> {
            boolean masked = SecretParams.isSecret(name) && value.equals(Secret.MASK);
            if (masked && !before.containsKey(name)) {
                findings.add(
                        Pointers.child(pointer + "/params", name),
                        "Expected a value, but found \"***\", which stands for a stored one, and none is stored here");
            }
            restored.put(name, masked ? before.getOrDefault(name, value) : value);
        });
        return restored;
    }

    private List<Auth> parts(List<Auth> of, List<Auth> stored, String pointer) {
        var parts = new ArrayList<Auth>();
        for (int index = 0; index < of.size(); index++) {
            var before = index < stored.size() ? stored.get(index) : null;
            parts.add(auth(of.get(index), before, Pointers.child(pointer + "/of", index)));
        }
        return parts;
    }

    /** A secret never moves from one kind to another: there it would mean something else. */
    private List<Secret> secrets(List<Secret> incoming, Auth auth, @Nullable Auth stored, String pointer) {
        var before = stored != null && stored.getClass() == auth.getClass() ? secretsOf(stored) : List.<Secret>of();
        return restored(incoming, hidden(before), pointer);
    }

    /** The secrets that answers mask; where there are only references, a mask still stands for one of those. */
    private static List<Secret> hidden(List<Secret> stored) {
        var values = stored.stream().filter(secret -> !secret.isReference()).toList();
        return values.isEmpty() ? stored : values;
    }

    private List<Secret> restored(List<Secret> incoming, List<Secret> stored, String pointer) {
        var masks = incoming.stream().filter(Masks::isMask).count();
        if (masks > 0 && stored.size() > 1 && masks != stored.size()) {
            findings.add(
                    pointer,
                    "Expected \"***\" for each of the %d stored secrets or for none of them, but found it %d times: write the values again"
                            .formatted(stored.size(), masks));
            return incoming;
        }
        var remaining = new ArrayList<>(stored);
        var restored = new ArrayList<Secret>();
        for (int index = 0; index < incoming.size(); index++) {
            var secret = incoming.get(index);
            if (!isMask(secret)) {
                restored.add(secret);
            } else if (!remaining.isEmpty()) {
                restored.add(secret.withValue(remaining.removeFirst().value()));
            } else {
                restored.add(secret);
                findings.add(
                        place(incoming, index, pointer),
                        "Expected a secret, but found \"***\", which stands for a stored one, and none is stored here");
            }
        }
        return restored;
    }

    private static boolean isMask(Secret secret) {
        return secret.value().equals(Secret.MASK);
    }

    private static String place(List<Secret> incoming, int index, String pointer) {
        return incoming.size() == 1 ? pointer + "/secret" : Pointers.child(pointer + "/secrets", index);
    }

    private static List<Secret> secretsOf(Auth auth) {
        return switch (auth) {
            case Auth.Signature signature -> signature.secrets();
            case Auth.Bearer bearer -> bearer.secrets();
            case Auth.ApiKey apiKey -> apiKey.secrets();
            case Auth.Basic basic -> basic.secrets();
            case Auth.Custom custom -> custom.secrets();
            case Auth.Jwt jwt -> List.of();
            case Auth.Ip ip -> List.of();
            case Auth.All all -> List.of();
            case Auth.Any any -> List.of();
            case Auth.Shared shared -> List.of();
            case Auth.None none -> List.of();
        };
    }
}
