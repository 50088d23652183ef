package io.triggergateway.verify;

import io.triggergateway.secret.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** HTTP Basic (RFC 7617). */
record BasicAuth(String username, Credentials credentials) implements CompiledAuth {
    @Override
    public Verdict verify(InboundRequest request) {
        return switch (OneHeader.of(request, "authorization", "basic ")) {
            case OneHeader.Found(var encoded) -> verify(request, encoded);
            case OneHeader.Refused(var verdict) -> verdict;
        };
    }

    private Verdict verify(InboundRequest request, String encoded) {
        var pair = Encoding.BASE64.decode(encoded.getBytes(StandardCharsets.ISO_8859_1));
        var colon = pair == null ? -1 : new String(pair, StandardCharsets.ISO_8859_1).indexOf(':');
        if (pair == null || colon < 0) {
            return Refusals.because("Expected user name and password in base64, but they cannot be decoded");
        }
        var verdict = SecretLookup.find(
                credentials, request.now(), Arrays.copyOfRange(pair, colon + 1, pair.length), "the password");
        var named = SecretComparison.same(Arrays.copyOf(pair, colon), username.getBytes(StandardCharsets.UTF_8));
        return named ? verdict : Refusals.because("Expected another user name");
    }

    /** Only this one passes. */
    @Override
    public String user(InboundRequest request) {
        return username;
    }

    @Override
    public String challenge() {
        return "Basic realm=\"Trigger Gateway\", charset=\"UTF-8\"";
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("authorization");
    }
}
