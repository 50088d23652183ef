package io.triggergateway.plugin;

/**
 * Tells genuine senders from others in a way that no scheme and no expression can.
 *
 * <p>A jar lists its verifiers in {@code META-INF/services/io.triggergateway.plugin.WebhookVerifier} and lies in the
 * directory {@code gateway.plugins} when the gateway starts; a trigger names one by its class: {@code auth: {type: custom,
 * verifier: com.example.MyVerifier}}. One instance serves all requests, from several threads at once.
 */
public interface WebhookVerifier {
    /**
     * True when the request is genuine. Whatever it throws, and an answer that takes more than three seconds, lets
     * nobody in: the sender is asked to try again. Compare secrets with {@link java.security.MessageDigest#isEqual}.
     */
    boolean verify(WebhookRequest request);
}
