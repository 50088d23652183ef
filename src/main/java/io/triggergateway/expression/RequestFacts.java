package io.triggergateway.expression;

import java.util.List;
import java.util.Map;

/**
 * What expressions see of an HTTP request beside its payload.
 *
 * @param method upper case; empty without a request
 * @param ip the client's address; empty without a request
 * @param headers by lower-case name; repeated values are seen joined by a comma
 * @param query decoded; the first value of each name is seen
 * @param params the parameters of the path
 */
public record RequestFacts(
        String method,
        String ip,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        Map<String, String> params) {

    /** For firings that no request caused. */
    public static final RequestFacts NONE = new RequestFacts("", "", Map.of(), Map.of(), Map.of());
}
