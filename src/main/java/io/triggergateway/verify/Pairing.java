package io.triggergateway.verify;

/**
 * What comes of a request with which a provider hands its secret over.
 *
 * @param secret what to check signatures with from now on
 * @param reply what the provider expects to hear once the secret is kept
 */
public record Pairing(String secret, HandshakeReply reply) {
    /** Never shows the secret. */
    @Override
    public String toString() {
        return "pairing";
    }
}
