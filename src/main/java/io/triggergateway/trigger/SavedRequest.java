package io.triggergateway.trigger;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that somebody has kept, to be tried without firing anything.
 *
 * @param method upper case
 * @param url as its sender called it, or from the path on; null for the trigger's own
 * @param query the decoded parameters of {@code url}
 * @param headers by lower-case name, values in order
 * @param body the bytes as received
 * @param address the client's address to assume; empty when it is not known
 * @param at the time to assume
 */
public record SavedRequest(
        String method,
        @Nullable String url,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        String address,
        Instant at) {
    public SavedRequest {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
