package io.triggergateway.verify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL that a message carries may lead: whole host names, in which {@code *} stands for one label. Such URLs are
 * https on its usual port unless {@code :port} is written; a document that means a service of one's own network writes
 * {@code http://host:port} whole.
 */
record HostPattern(List<String> hosts) {
    private static final Pattern FORM =
            Pattern.compile("(http://[a-z0-9.-]+|(([a-z0-9-]+|\\*)\\.)*[a-z0-9-]+)(:[0-9]{1,5})?");

    private static final String PLAIN = "http://";

    HostPattern {
        hosts = List.copyOf(hosts);
        for (var host : hosts) {
            if (!FORM.matcher(host).matches()) {
                throw new MalformedExpression(
                        "Expected a host such as api.example.com or sns.*.amazonaws.com, but found \"%s\""
                                .formatted(host));
            }
        }
    }

    /** The URL when it is whole and leads to one of the hosts; null otherwise. */
    @Nullable
    URI accept(String text) {
        try {
            var url = new URI(text);
            return hosts.stream().anyMatch(host -> matches(host, url)) ? url : null;
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    private static boolean matches(String pattern, URI url) {
        var host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return false;
        }
        var scheme = pattern.startsWith(PLAIN) ? "http" : "https";
        var place = pattern.startsWith(PLAIN) ? pattern.substring(PLAIN.length()) : pattern;
        var colon = place.indexOf(':');
        var usual = scheme.equals("http") ? 80 : 443;
        var port = colon < 0 ? usual : Integer.parseInt(place, colon + 1, place.length(), 10);
        return scheme.equals(url.getScheme())
                && (url.getPort() == -1 ? usual : url.getPort()) == port
                && labelsMatch(
                        (colon < 0 ? place : place.substring(0, colon)).split("\\."),
                        host.toLowerCase(Locale.ROOT).split("\\.", -1));
    }

    private static boolean labelsMatch(String[] pattern, String[] labels) {
        if (pattern.length != labels.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            var fits = pattern[i].equals("*") ? !labels[i].isEmpty() : pattern[i].equals(labels[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Those without a wildcard, as URLs: whether they may be asked is known when a trigger is registered. */
    List<URI> exact() {
        return hosts.stream()
                .filter(host -> host.indexOf('*') < 0)
                .map(host -> URI.create(host.startsWith("http://") ? host + "/" : "https://" + host + "/"))
                .toList();
    }

    boolean hasWildcard() {
        return hosts.stream().anyMatch(host -> host.indexOf('*') >= 0);
    }
}
