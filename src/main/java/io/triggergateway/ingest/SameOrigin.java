package io.triggergateway.ingest;

import io.triggergateway.verify.InboundRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a browser says that a page of this gateway has sent its form. What browsers know better than anybody, they say
 * in {@code Sec-Fetch-Site}, which no page can set; those that do not, or not without TLS, have to name the origin.
 */
final class SameOrigin {
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@]+");

    private final String publicOrigin;

    SameOrigin(String publicUrl) {
        this.publicOrigin = origin(publicUrl).orElse("");
    }

    boolean sent(InboundRequest request) {
        var origins = request.header("origin");
        if (origins.size() > 1) {
            return false;
        }
        // Pages without a referrer say "null" instead of their origin.
        boolean silent = origins.isEmpty() || origins.getFirst().equals("null");
        var sites = request.header("sec-fetch-site");
        return sites.isEmpty()
                ? !silent && isOurs(origins.getFirst(), request)
                : sites.equals(List.of("same-origin")) && (silent || isOurs(origins.getFirst(), request));
    }

    /** Ours is the one that is published, and the one under which this request has come. */
    private boolean isOurs(String origin, InboundRequest request) {
        if (origin.equals(publicOrigin)) {
            return true;
        }
        var hosts = request.header("host");
        return hosts.size() == 1
                && (origin.equals("https://" + hosts.getFirst()) || origin.equals("http://" + hosts.getFirst()));
    }

    /** True where browsers keep what they know to themselves, so that a page has to let them name its origin. */
    boolean isUnprotected() {
        return publicOrigin.startsWith("http://")
                && !publicOrigin.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    }

    /** Empty for what is no URL: then only what browsers know counts. */
    private static Optional<String> origin(String url) {
        var matcher = ORIGIN.matcher(url.toLowerCase(Locale.ROOT));
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
