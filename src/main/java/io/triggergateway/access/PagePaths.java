package io.triggergateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/** Where pages for people are. */
public final class PagePaths {
    /** What all of them start with; {@code /ui/assets/...} holds their public parts. */
    public static final String ROOT = "/ui";

    /** The page to log in at, open to everyone; its parameter {@code next} is where the visitor wanted to go. */
    public static final String LOGIN = ROOT + "/login";

    private PagePaths() {}

    /** True when a person without credentials asks for a page, and is better shown the way in than a refusal. */
    static boolean isVisit(HttpServerRequest request) {
        var accepted = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        return request.method() == HttpMethod.GET
                && !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && accepted.contains("text/html")
                && isPage(request.uri());
    }

    /** Where such a visitor is sent. */
    static String loginFor(HttpServerRequest request) {
        var target = request.uri();
        return isPlain(target) && isPage(target) && !target.equals("/") ? LOGIN + "?next=" + target : LOGIN;
    }

    private static boolean isPage(String target) {
        return target.equals("/") || target.equals(ROOT) || target.startsWith(ROOT + "/");
    }

    /** A visitor's own query is left out: it could pass for parameters of the login. */
    private static boolean isPlain(String target) {
        return target.matches("[A-Za-z0-9/._:-]{1,500}") && !target.contains("//");
    }
}
