package io.triggergateway.verify;

import io.triggergateway.verify.IndependentSigner.Signed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what an independent signer made before the verifier. */
final class SignedRequests {
    private SignedRequests() {}

    /** The provider's own document, with the secret that the sender handed out. */
    static SignatureScheme scheme(SignerRow row, byte[] secret) {
        var document = Vectors.document(row.id());
        var params = new HashMap<>(Vectors.paramsOf(document));
        params.putAll(row.params());
        return Vectors.compiled(document.scheme(), params, secret);
    }

    static InboundRequest request(Signed signed, Instant now) {
        return request(signed.url(), signed.headers(), signed.body(), now);
    }

    static InboundRequest request(String url, Map<String, List<String>> headers, byte[] body, Instant now) {
        return new InboundRequest("POST", url, path(url), query(url), headers, body, "192.0.2.1", now);
    }

    private static String path(String url) {
        var start = url.indexOf('/', url.indexOf("://") + 3);
        var end = url.indexOf('?');
        return start < 0 ? "/" : url.substring(start, end < start ? url.length() : end);
    }

    private static Map<String, List<String>> query(String url) {
        var query = new LinkedHashMap<String, List<String>>();
        var at = url.indexOf('?');
        for (var pair : at < 0 ? new String[0] : url.substring(at + 1).split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            query.computeIfAbsent(decoded(name), unused -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    /** A flipped bit may leave half an escape, which stays as it is. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
