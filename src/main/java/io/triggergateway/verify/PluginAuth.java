package io.triggergateway.verify;

import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import java.util.List;
import java.util.Set;

/** A class from a plugin says who is genuine. */
record PluginAuth(String verifier, Credentials credentials, boolean hasSecret) implements CompiledAuth {
    private static final byte[] NONE = {};

    @Override
    public List<Inquiry> inquiries(InboundRequest request) {
        return lacksSecret(request) ? List.of() : List.of(inquiry(request));
    }

    @Override
    public Verdict verify(InboundRequest request) {
        return lacksSecret(request)
                ? Refusals.noSecret()
                : Testimony.judge(request.evidence().about(inquiry(request)));
    }

    /** An empty secret must not be handed over where there is meant to be one: whatever is empty would equal it. */
    private boolean lacksSecret(InboundRequest request) {
        return hasSecret && credentials.active(request.now()).isEmpty();
    }

    @Override
    public Set<String> credentialHeaders() {
        return ExpressionAuth.USUAL_HEADERS;
    }

    private Inquiry inquiry(InboundRequest request) {
        var secret = credentials.active(request.now()).stream()
                .map(ActiveSecret::value)
                .findFirst();
        return new Inquiry.Plugin(verifier, request, secret.orElse(NONE));
    }
}
