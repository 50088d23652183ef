package io.triggergateway.ingest;

import io.triggergateway.registry.Route;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which web pages may call (the Fetch standard's CORS protocol); none unless the path's owner names their origins. */
final class Cors {
    private static final String SECONDS_TO_REMEMBER = "600";
    private static final int LONGEST = 1000;
    private static final int DELETE = 127;

    private Cors() {}

    /** The answer to a browser that asks first; empty for any other request. */
    static Optional<Answer> preflight(HttpServerRequest request, Route route) {
        if (!request.method().equals(HttpMethod.OPTIONS)
                || request.getHeader("Access-Control-Request-Method") == null
                || !allows(request, route)) {
            return Optional.empty();
        }
        var endpoint = route.owner().definition().endpoint();
        var methods =
                endpoint == null ? "" : endpoint.methods().stream().sorted().collect(Collectors.joining(", "));
        var answer = new Answer(204, Map.of(), new byte[0], "preflight")
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Max-Age", SECONDS_TO_REMEMBER);
        var headers = headerList(request.getHeader("Access-Control-Request-Headers"));
        return Optional.of(allow(
                request, route, headers.isEmpty() ? answer : answer.with("Access-Control-Allow-Headers", headers)));
    }

    /** Lets the page that called read the answer. */
    static Answer allow(HttpServerRequest request, Route route, Answer answer) {
        var origin = request.getHeader("Origin");
        return origin != null && allows(request, route)
                ? answer.with("Access-Control-Allow-Origin", origin).with("Vary", "Origin")
                : answer;
    }

    private static boolean allows(HttpServerRequest request, Route route) {
        var endpoint = route.owner().definition().endpoint();
        var cors = endpoint == null ? null : endpoint.cors();
        var origin = request.getHeader("Origin");
        return origin != null
                && cors != null
                && (cors.origins().contains("*") || cors.origins().contains(origin));
    }

    /** The names that a page wants to send, as they are; empty when they are none or look like something else. */
    private static String headerList(@Nullable String headers) {
        return headers != null && headers.length() < LONGEST && headers.chars().allMatch(c -> c >= ' ' && c < DELETE)
                ? headers
                : "";
    }
}
