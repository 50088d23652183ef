package io.triggergateway.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.secret.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service of the operator's own says who is genuine. It is sent the request as JSON: {@code method}, {@code url},
 * {@code headers} and {@code query} as lists by name, {@code ip}, {@code bodyBase64}.
 */
record ServiceAuth(URI url, Credentials credentials, boolean hasSecret) implements Testimony {
    @Override
    public Inquiry inquiry(InboundRequest request) {
        return new Inquiry.Service(new Inquiry.Call("POST", url, authorization(request), question(request)));
    }

    private Map<String, String> authorization(InboundRequest request) {
        return credentials.active(request.now()).stream()
                .findFirst()
                .map(secret -> "Bearer " + new String(secret.value(), StandardCharsets.UTF_8))
                .map(value -> Map.of("Authorization", value))
                .orElse(Map.of());
    }

    private static String question(InboundRequest request) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("method", request.method())
                .put("url", request.url())
                .put("ip", request.address())
                .put("bodyBase64", Base64.getEncoder().encodeToString(request.body()));
        put(json.putObject("headers"), request.headers());
        put(json.putObject("query"), request.query());
        return json.toString();
    }

    private static void put(ObjectNode object, Map<String, List<String>> values) {
        new TreeMap<>(values).forEach((name, all) -> all.forEach(object.withArray(name)::add));
    }
}
