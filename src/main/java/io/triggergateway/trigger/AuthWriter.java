package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Writes {@code auth}. */
final class AuthWriter {
    private AuthWriter() {}

    static ObjectNode write(Auth auth, UnaryOperator<Secret> shown) {
        return switch (auth) {
            case Auth.Signature signature -> signature(signature, shown);
            case Auth.Bearer(var secrets) -> withSecrets(typed("bearer"), secrets, shown);
            case Auth.ApiKey apiKey -> apiKey(apiKey, shown);
            case Auth.Basic(var username, var secrets) ->
                withSecrets(typed("basic").put("username", username), secrets, shown);
            case Auth.Jwt jwt -> jwt(jwt);
            case Auth.Custom custom -> custom(custom, shown);
            case Auth.Ip(var allow) -> ip(allow);
            case Auth.All(var of) -> combination("all", of, shown);
            case Auth.Any(var of) -> combination("any", of, shown);
            case Auth.Shared() -> typed("shared");
            case Auth.None() -> typed("none");
        };
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode signature(Auth.Signature signature, UnaryOperator<Secret> shown) {
        var written = typed("signature");
        TriggerWriter.putIfSet(written, "provider", signature.provider());
        TriggerWriter.setIfSet(written, "scheme", signature.scheme());
        withSecrets(written, signature.secrets(), shown);
        if (!signature.params().isEmpty()) {
            var params = written.putObject("params");
            new TreeMap<>(signature.params()).forEach((name, value) -> params.put(name, shown(name, value, shown)));
        }
        return written;
    }

    private static String shown(String param, String value, UnaryOperator<Secret> shown) {
        return SecretParams.isSecret(param) ? shown.apply(Secret.always(value)).value() : value;
    }

    private static ObjectNode apiKey(Auth.ApiKey apiKey, UnaryOperator<Secret> shown) {
        var written = typed("apikey");
        if (!AuthReader.STANDARD_HEADER.equals(apiKey.header())) {
            TriggerWriter.putIfSet(written, "header", apiKey.header());
        }
        TriggerWriter.putIfSet(written, "query", apiKey.query());
        return withSecrets(written, apiKey.secrets(), shown);
    }

    private static ObjectNode jwt(Auth.Jwt jwt) {
        var written = typed("jwt");
        TriggerWriter.putIfSet(written, "jwksUrl", jwt.jwksUrl());
        TriggerWriter.putIfSet(written, "publicKey", jwt.publicKey());
        written.put("issuer", jwt.issuer());
        if (jwt.audience().size() == 1) {
            return written.put("audience", jwt.audience().getFirst());
        }
        jwt.audience().forEach(written.putArray("audience")::add);
        return written;
    }

    private static ObjectNode custom(Auth.Custom custom, UnaryOperator<Secret> shown) {
        var written = typed("custom");
        TriggerWriter.putIfSet(written, "expression", custom.expression());
        TriggerWriter.putIfSet(written, "url", custom.url());
        TriggerWriter.putIfSet(written, "verifier", custom.verifier());
        return withSecrets(written, custom.secrets(), shown);
    }

    private static ObjectNode ip(List<String> allow) {
        var written = typed("ip");
        allow.forEach(written.putArray("allow")::add);
        return written;
    }

    private static ObjectNode combination(String type, List<Auth> of, UnaryOperator<Secret> shown) {
        var written = typed(type);
        var parts = written.putArray("of");
        of.forEach(part -> parts.add(write(part, shown)));
        return written;
    }

    private static ObjectNode withSecrets(ObjectNode written, List<Secret> secrets, UnaryOperator<Secret> shown) {
        if (secrets.isEmpty()) {
            return written;
        }
        if (secrets.size() == 1 && !hasValidity(secrets.getFirst())) {
            return written.put("secret", shown.apply(secrets.getFirst()).value());
        }
        var list = written.putArray("secrets");
        for (var secret : secrets) {
            var value = shown.apply(secret).value();
            if (hasValidity(secret)) {
                list.add(withValidity(secret, value));
            } else {
                list.add(value);
            }
        }
        return written;
    }

    private static boolean hasValidity(Secret secret) {
        return secret.notBefore() != null || secret.expiresAt() != null;
    }

    private static ObjectNode withValidity(Secret secret, String value) {
        var written = JsonNodeFactory.instance.objectNode().put("value", value);
        if (secret.notBefore() != null) {
            written.put("notBefore", Instants.format(secret.notBefore()));
        }
        if (secret.expiresAt() != null) {
            written.put("expiresAt", Instants.format(secret.expiresAt()));
        }
        return written;
    }
}
