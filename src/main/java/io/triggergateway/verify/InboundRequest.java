package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came in, raw, with the views that verification needs; each is made at most once. */
public final class InboundRequest {
    private final String method;
    private final String url;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final String address;
    private final Instant now;
    private final Evidence evidence;
    private @Nullable Parsed parsed;

    /**
     * @param method upper case
     * @param url the public URL as configured for the endpoint, with the request's query; never made from the Host header
     * @param path the path of {@code url}
     * @param query decoded parameters, in order
     * @param headers by lower-case name, values in order
     * @param body the bytes as received
     * @param address the client's address, after trusted proxies
     * @param now the time to check freshness against
     */
    public InboundRequest(
            String method,
            String url,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            byte[] body,
            String address,
            Instant now) {
        this(method, url, path, query, headers, body, address, now, Evidence.NONE, null);
    }

    private InboundRequest(
            String method,
            String url,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            byte[] body,
            String address,
            Instant now,
            Evidence evidence,
            @Nullable Parsed parsed) {
        this.method = method;
        this.url = url;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.address = address;
        this.now = now;
        this.evidence = evidence;
        this.parsed = parsed;
    }

    /** The same request with what others have said about it. */
    public InboundRequest withEvidence(Evidence found) {
        return new InboundRequest(method, url, path, query, headers, body, address, now, found, parsed);
    }

    Evidence evidence() {
        return evidence;
    }

    /** Whether others have been asked already. */
    public boolean hasEvidence() {
        return evidence != Evidence.NONE;
    }

    public String method() {
        return method;
    }

    public String url() {
        return url;
    }

    public String path() {
        return path;
    }

    public Map<String, List<String>> query() {
        return query;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    /** All values of a header, whatever the case of {@code name}; empty when there are none. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The bytes as received; not to be changed. */
    public byte[] body() {
        return body;
    }

    public String address() {
        return address;
    }

    public Instant now() {
        return now;
    }

    /** The body as JSON, whatever its content type says; null when it is none. */
    public @Nullable JsonNode json() {
        return parsed() instanceof Parsed.Value(var json) ? json : null;
    }

    /** The body as JSON, or why it is none. */
    public Parsed parsed() {
        var known = parsed;
        if (known == null) {
            known = Json.parse(body);
            parsed = known;
        }
        return known;
    }

    /** True when somebody has asked for JSON already, so that asking again is free. */
    public boolean isParsed() {
        return parsed != null;
    }

    /** The body as data; JSON is parsed at most once for both. */
    public Payload payload() {
        var types = header("content-type");
        return Payload.of(types.isEmpty() ? "" : types.getFirst(), body, this::parsed, this::isParsed);
    }
}
