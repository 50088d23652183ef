package io.triggergateway.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to ask, and whom.
 *
 * @param method one of GET, HEAD, POST, PUT, PATCH and DELETE
 * @param headers by name; those that frame or route a message are set by the call itself and refused here
 * @param body empty for none; not copied
 */
public record OutboundRequest(String method, URI url, Map<String, String> headers, byte[] body) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

    public OutboundRequest {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("Expected one of %s, but found '%s'".formatted(METHODS, method));
        }
        headers = headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        OutboundRequest::twice));
        headers.forEach(OutboundRequest::check);
    }

    /** The usual complaint would show both values. */
    private static String twice(String one, String other) {
        throw new IllegalArgumentException("Expected each header once, but one is there in capitals, too");
    }

    private static void check(String name, String value) {
        if (OURS.contains(name)) {
            throw new IllegalArgumentException("Expected no header '%s', as every call sets it".formatted(name));
        }
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected headers that HTTP can carry, but one has other characters");
        }
    }

    public static OutboundRequest get(URI url) {
        return new OutboundRequest("GET", url, Map.of(), new byte[0]);
    }

    public static OutboundRequest post(URI url, String contentType, byte[] body) {
        return new OutboundRequest("POST", url, Map.of("content-type", contentType), body);
    }

    /** Without URL, headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return "OutboundRequest[" + method + "]";
    }
}
