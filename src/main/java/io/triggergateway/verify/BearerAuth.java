package io.triggergateway.verify;

import io.triggergateway.secret.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** {@code Authorization: Bearer} equals a secret (RFC 6750). */
record BearerAuth(Credentials credentials) implements CompiledAuth {
    private static final String SCHEME = "bearer ";

    @Override
    public Verdict verify(InboundRequest request) {
        return switch (OneHeader.of(request, "authorization", SCHEME)) {
            case OneHeader.Found(var token) ->
                SecretLookup.find(
                        credentials, request.now(), token.getBytes(StandardCharsets.ISO_8859_1), "the bearer token");
            case OneHeader.Refused(var verdict) -> verdict;
        };
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("authorization");
    }
}
