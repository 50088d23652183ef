package io.triggergateway.expression;

/**
 * What an expression sees that decides on a sender, beside the request's facts.
 *
 * @param url the public URL with the query
 * @param body the bytes as received
 * @param secret empty when there is none
 */
public record Proof(String url, byte[] body, byte[] secret) {
    /** Never shows the secret. */
    @Override
    public String toString() {
        return url;
    }
}
