package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows about one sender.
 *
 * @param confidence where the facts come from: {@code sdk}, {@code source}, {@code doc} or {@code cat}
 * @param fieldsFromMemory which facts nobody has looked up
 * @param params what the endpoint has to be told beside the secret
 * @param expects what the sender expects of an answer, as a sentence
 * @param bodyNeverRepeats whether two genuine deliveries never have the same body
 * @param scheme the way of signing, in the scheme language
 * @param needs what it takes to verify its requests
 * @param example how to make a genuine request, in the scheme language; null when there is no way
 */
public record ProviderDocument(
        String id,
        String name,
        String confidence,
        List<String> fieldsFromMemory,
        List<Param> params,
        People people,
        String expects,
        boolean bodyNeverRepeats,
        Needs needs,
        JsonNode scheme,
        @Nullable JsonNode example) {

    public ProviderDocument {
        fieldsFromMemory = List.copyOf(fieldsFromMemory);
        params = List.copyOf(params);
    }

    /**
     * What it takes to verify requests.
     *
     * @param secret false where the sender publishes its key or hands the secret over itself
     * @param hosts where keys are asked for and subscriptions confirmed, as {@code gateway.outbound.allow} has to list
     *     them; {@code *} stands for a part that depends on the region
     */
    public record Needs(boolean secret, List<String> hosts) {
        public Needs {
            hosts = List.copyOf(hosts);
        }
    }

    ProviderDocument with(Needs other) {
        return new ProviderDocument(
                id,
                name,
                confidence,
                fieldsFromMemory,
                params,
                people,
                expects,
                bodyNeverRepeats,
                other,
                scheme,
                example);
    }

    /**
     * A setting of the endpoint beside the secret.
     *
     * @param secret whether nobody is shown its value
     */
    public record Param(String name, String label, boolean required, boolean secret) {}

    /**
     * Words for whoever sets the endpoint up.
     *
     * @param secretLabel what the sender calls the secret
     * @param whereToFind where the secret stands
     * @param enter what to enter at the sender
     * @param link the sender's own manual; empty when there is none
     */
    public record People(String secretLabel, String whereToFind, String enter, String link) {}
}
