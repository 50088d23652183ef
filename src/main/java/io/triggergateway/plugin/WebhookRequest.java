package io.triggergateway.plugin;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request to be judged.
 *
 * @param method upper case
 * @param url the endpoint's public URL with the request's query
 * @param headers by lower-case name, values in order
 * @param query decoded, values in order
 * @param body the bytes as received, a copy
 * @param address the client's address, after trusted proxies
 * @param time when it came in
 * @param secret the newest secret of the trigger that is valid; empty when it has none
 */
public record WebhookRequest(
        String method,
        String url,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        byte[] body,
        String address,
        Instant time,
        byte[] secret) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
