package io.triggergateway.access;

import io.triggergateway.registry.PublicUrls;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/**
 * Tells what a browser sends for the gateway's own pages from what it sends for those of others. Browsers say so in
 * {@code Sec-Fetch-Site}; where they do not (plain HTTP, old ones) {@code Origin} has to do.
 */
@Singleton
final class OwnOrigin {
    private static final String SITE = "Sec-Fetch-Site";
    private static final String SAME = "same-origin";
    /** The user has typed it, or has it from a bookmark. */
    private static final String NOBODY = "none";

    private final String publicUrl;

    OwnOrigin(PublicUrls urls) {
        this.publicUrl = urls.base().toLowerCase(Locale.ROOT);
    }

    /** True when it may read: no other site is behind it as far as the browser says. */
    boolean mayRead(HttpServerRequest request) {
        var sites = request.headers().getAll(SITE);
        return sites.isEmpty()
                ? !request.headers().contains(HttpHeaders.ORIGIN) || isOwn(request)
                : sites.equals(List.of(SAME)) || sites.equals(List.of(NOBODY));
    }

    /** True when it may change something: the browser says that our own page is behind it. */
    boolean mayWrite(HttpServerRequest request) {
        var sites = request.headers().getAll(SITE);
        return sites.isEmpty() ? isOwn(request) : sites.equals(List.of(SAME));
    }

    /** True when a login may come from there: our own page, or a program, which says nothing of all this. */
    boolean mayLogIn(HttpServerRequest request) {
        return mayWrite(request)
                || !request.headers().contains(SITE) && !request.headers().contains(HttpHeaders.ORIGIN);
    }

    /** True when the browser speaks TLS, here or with a proxy in front. A false word only makes a cookie stricter. */
    boolean isSecure(HttpServerRequest request) {
        var origins = request.headers().getAll(HttpHeaders.ORIGIN);
        if (origins.size() == 1 && origins.getFirst().contains("://")) {
            return origins.getFirst().startsWith("https://");
        }
        return request.isSSL()
                || "https".equals(request.getHeader("X-Forwarded-Proto"))
                || publicUrl.startsWith("https://");
    }

    private boolean isOwn(HttpServerRequest request) {
        var origins = request.headers().getAll(HttpHeaders.ORIGIN);
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        if (origins.size() != 1 || hosts.size() != 1) {
            return false;
        }
        var origin = origins.getFirst().toLowerCase(Locale.ROOT);
        var host = hosts.getFirst().toLowerCase(Locale.ROOT);
        return origin.equals("http://" + host) || origin.equals("https://" + host) || origin.equals(publicUrl);
    }
}
