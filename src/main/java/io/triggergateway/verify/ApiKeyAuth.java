package io.triggergateway.verify;

import io.triggergateway.secret.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A header or a query parameter equals a secret. */
record ApiKeyAuth(String name, boolean inQuery, Credentials credentials) implements CompiledAuth {
    static final String DEFAULT_HEADER = "x-api-key";

    @Override
    public Verdict verify(InboundRequest request) {
        return inQuery ? verifyQuery(request) : verifyHeader(request);
    }

    private Verdict verifyQuery(InboundRequest request) {
        var values = request.query().getOrDefault(name, List.of());
        var what = "the query parameter " + name;
        if (values.size() > 1) {
            return Refusals.repeated(what);
        }
        return values.isEmpty() || values.getFirst().isEmpty()
                ? Refusals.missing(what)
                : SecretLookup.find(
                        credentials, request.now(), values.getFirst().getBytes(StandardCharsets.UTF_8), what);
    }

    private Verdict verifyHeader(InboundRequest request) {
        return switch (OneHeader.of(request, name, "")) {
            case OneHeader.Found(var key) ->
                SecretLookup.find(
                        credentials, request.now(), key.getBytes(StandardCharsets.ISO_8859_1), "the header " + name);
            case OneHeader.Refused(var verdict) -> verdict;
        };
    }

    @Override
    public Set<String> credentialHeaders() {
        return inQuery ? Set.of() : Set.of(name.toLowerCase(Locale.ROOT));
    }
}
