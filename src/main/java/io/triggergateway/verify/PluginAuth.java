package io.triggergateway.verify;

import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import java.util.List;

/** A class from a plugin says who is genuine. */
record PluginAuth(String verifier, Credentials credentials) implements CompiledAuth {
    private static final byte[] NONE = {};

    @Override
    public List<Inquiry> inquiries(InboundRequest request) {
        return List.of(inquiry(request));
    }

    @Override
    public Verdict verify(InboundRequest request) {
        return Testimony.judge(request.evidence().about(inquiry(request)));
    }

    private Inquiry inquiry(InboundRequest request) {
        var secret = credentials.active(request.now()).stream()
                .map(ActiveSecret::value)
                .findFirst();
        return new Inquiry.Plugin(verifier, request, secret.orElse(NONE));
    }
}
