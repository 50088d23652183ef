package io.triggergateway.verify;

import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;

/** A class from a plugin says who is genuine. */
record PluginAuth(String verifier, Credentials credentials, boolean hasSecret) implements Testimony {
    private static final byte[] NONE = {};

    @Override
    public Inquiry inquiry(InboundRequest request) {
        var secret = credentials.active(request.now()).stream()
                .map(ActiveSecret::value)
                .findFirst();
        return new Inquiry.Plugin(verifier, request, secret.orElse(NONE));
    }
}
