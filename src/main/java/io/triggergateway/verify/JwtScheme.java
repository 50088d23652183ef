package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.trigger.Auth;
import java.util.List;

/** Writes {@code jwt} in the scheme language: a bearer token signed by a key that is public. */
final class JwtScheme {
    /** None with a shared key: whoever knows a public key could make such a token. */
    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private JwtScheme() {}

    static JsonNode of(Auth.Jwt jwt) {
        var scheme = JsonNodeFactory.instance.objectNode();
        var verify = scheme.putObject("verify").put("jwt", "header:Authorization | after 'Bearer '");
        ALGORITHMS.forEach(verify.putArray("algorithms")::add);
        if (jwt.jwksUrl() == null) {
            verify.put("key", "pem");
        } else {
            verify.putObject("key").put("jwks", literal(jwt.jwksUrl()));
        }
        var claims = verify.putObject("claims").put("iss", literal(jwt.issuer()));
        jwt.audience().stream().map(JwtScheme::literal).forEach(claims.putArray("aud")::add);
        return scheme;
    }

    /** The text as a template that is nothing but this text. */
    private static String literal(String text) {
        return text.replace("{", "{{").replace("}", "}}");
    }
}
