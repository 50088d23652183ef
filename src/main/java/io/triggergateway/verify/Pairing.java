package io.triggergateway.verify;

/**
 * A sender that hands over the secret with which it is going to sign.
 *
 * @param reply what it wants to hear when the secret was taken
 */
public record Pairing(String secret, HandshakeReply reply) {
    /** Never shows the secret. */
    @Override
    public String toString() {
        return "pairing";
    }
}
