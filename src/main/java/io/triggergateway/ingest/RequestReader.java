package io.triggergateway.ingest;

import io.triggergateway.access.ClientAddress;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.registry.Route;
import io.triggergateway.trigger.SavedRequest;
import io.triggergateway.verify.InboundRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a request of the HTTP server into what verification reads. */
final class RequestReader {
    private final PublicUrls urls;
    private final ClientAddress addresses;
    private final Clock clock;

    RequestReader(PublicUrls urls, ClientAddress addresses, Clock clock) {
        this.urls = urls;
        this.addresses = addresses;
        this.clock = clock;
    }

    InboundRequest read(HttpServerRequest request, Route route, byte[] body) {
        return read(request, publicUrl(urls.of(route.owner()), route.parameters(), ""), body);
    }

    /** @param base as its sender knows the URL, without the request's query */
    InboundRequest read(HttpServerRequest request, String base, byte[] body) {
        var url = publicUrl(base, Map.of(), request.query());
        return new InboundRequest(
                request.method().name(),
                url,
                pathOf(url),
                lists(request.params(), false),
                lists(request.headers(), true),
                body,
                addresses.of(request),
                clock.instant());
    }

    /** A saved request as if it came in at {@code url} now. */
    static InboundRequest read(SavedRequest saved, String url) {
        return new InboundRequest(
                saved.method(),
                url,
                pathOf(url),
                saved.query(),
                saved.headers(),
                saved.body(),
                saved.address(),
                saved.at());
    }

    /** The configured URL with the path's parameters and the request's query; one with a query of its own stays. */
    static String publicUrl(String template, Map<String, String> parameters, @Nullable String query) {
        var url = template;
        for (var parameter : parameters.entrySet()) {
            url = url.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return query == null || query.isEmpty() || url.indexOf('?') >= 0 ? url : url + "?" + query;
    }

    static String pathOf(String url) {
        int scheme = url.indexOf("://");
        int start = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        int query = url.indexOf('?');
        int end = query < 0 ? url.length() : query;
        return start < 0 || start > end ? "/" : url.substring(start, end);
    }

    private static Map<String, List<String>> lists(MultiMap values, boolean lowerCase) {
        var lists = new LinkedHashMap<String, List<String>>();
        for (var entry : values) {
            var name = lowerCase ? entry.getKey().toLowerCase(Locale.ROOT) : entry.getKey();
            lists.computeIfAbsent(name, first -> new ArrayList<>(1)).add(entry.getValue());
        }
        return lists;
    }
}
