package io.triggergateway.verify;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question that has to be asked elsewhere before a request can be verified; {@link Evidence} carries what came back.
 * Equal questions may be asked once.
 */
public sealed interface Inquiry {
    /**
     * The keys that a sender publishes.
     *
     * @param call how they are asked for
     * @param form how they are written in the answer
     * @param at where they stand in an answer that is JSON, as a JSON Pointer such as {@code /key}; empty for all of it
     * @param keyId which one is meant; null when the answer has one, or any will do
     * @param subject a name that a certificate has to bear; null when any will do
     */
    record Keys(
            Call call,
            KeyForm form,
            String at,
            @Nullable String keyId,
            @Nullable String subject) implements Inquiry {}

    /** The word of a service of the operator's own. */
    record Service(Call call) implements Inquiry {}

    /**
     * The word of a class from a plugin.
     *
     * @param verifier its fully qualified name
     * @param secret empty when the trigger has none
     */
    record Plugin(String verifier, InboundRequest request, byte[] secret) implements Inquiry {
        /** Evidence is about one request, so this is the same question however often it is put. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Plugin plugin
                    && verifier.equals(plugin.verifier)
                    && Arrays.equals(secret, plugin.secret);
        }

        @Override
        public int hashCode() {
            return verifier.hashCode();
        }

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "plugin " + verifier;
        }
    }

    /**
     * A request of our own.
     *
     * @param body empty for none
     */
    record Call(String method, URI url, Map<String, String> headers, String body) {
        public Call {
            headers = Map.copyOf(headers);
        }

        /** Shows neither headers nor body: either may carry a credential. */
        @Override
        public String toString() {
            return method + " " + url.getHost();
        }
    }

    /** How a published key is written. */
    enum KeyForm {
        /** X.509 certificates in PEM, the sender's first (RFC 7468). */
        CERTIFICATE,
        /** A set of JSON Web Keys (RFC 7517, section 5). */
        JWKS,
        /** One JSON Web Key (RFC 7517, section 4). */
        JWK,
        /** SubjectPublicKeyInfo, in PEM or as bare base64. */
        SPKI
    }
}
