package io.triggergateway.trigger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a webhook trigger is called.
 *
 * @param path without the leading {@code /webhooks}; starts with a slash, may have {@code {parameters}}
 * @param methods upper case, never empty
 * @param events wildcards for the provider's event types; empty lets all through
 * @param publicUrl the URL as the sender knows it, for providers that sign it; null derives it from the gateway's
 * @param cors null allows no browser origin
 * @param response null is the standard answer
 */
public record Endpoint(
        String path,
        Set<String> methods,
        List<String> events,
        Auth auth,
        @Nullable String publicUrl,
        @Nullable Cors cors,
        @Nullable Response response) {

    public Endpoint {
        methods = Set.copyOf(methods);
        events = List.copyOf(events);
    }

    /** Browser origins that may call: exact origins, or {@code *}. */
    public record Cors(List<String> origins) {
        public Cors {
            origins = List.copyOf(origins);
        }
    }

    /**
     * What the caller gets on success.
     *
     * @param status 200 to 299
     * @param body null for the standard JSON
     */
    public record Response(
            int status,
            Map<String, String> headers,
            @Nullable String body) {
        public Response {
            headers = Map.copyOf(headers);
        }
    }

    /** The same endpoint with other credentials. */
    public Endpoint withAuth(Auth other) {
        return new Endpoint(path, methods, events, other, publicUrl, cors, response);
    }
}
