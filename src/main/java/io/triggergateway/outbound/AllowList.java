package io.triggergateway.outbound;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Those that may be called, each by its exact host and port. */
final class AllowList {
    private static final String KEY = "gateway.outbound.allow";
    private static final String PLAIN = "http://";

    private final Set<Origin> origins;

    private AllowList(Set<Origin> origins) {
        this.origins = origins;
    }

    /** What the list says to a URL. */
    sealed interface Judgement {
        record Allowed(Origin origin) implements Judgement {}

        record Refused(String reason) implements Judgement {}
    }

    /** Reads the list; IllegalArgumentException with a sentence for an entry that cannot be used. */
    static AllowList of(List<String> entries) {
        return new AllowList(entries.stream().map(AllowList::entry).collect(Collectors.toUnmodifiableSet()));
    }

    private static Origin entry(String text) {
        var plain = text.startsWith(PLAIN);
        var place = Place.read(plain ? text.substring(PLAIN.length()) : text);
        if (place == null || plain && !place.namesPort()) {
            throw new IllegalArgumentException(
                    "Expected %s to list hosts such as hooks.example.com, hooks.example.com:8443 or http://verifier:8080, but found '%s'"
                            .formatted(KEY, text));
        }
        return place.origin(!plain);
    }

    Judgement judge(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        var authority = url.getRawAuthority();
        if (!scheme.equals("https") && !scheme.equals("http") || authority == null) {
            return refused("Expected an absolute URL that starts with https://, but it has another form");
        }
        if (authority.contains("@") || url.getRawFragment() != null) {
            return refused("Expected a URL without a user and without a fragment, but it has one");
        }
        if (!HostText.isAscii(url.getRawPath() + url.getRawQuery())) {
            return refused("Expected path and query in ASCII, but they have other characters; write them as %XX");
        }
        var place = Place.read(authority);
        return place == null
                ? refused("Expected a host name or an address in its usual form, but the URL's host has another")
                : judge(place.origin(scheme.equals("https")));
    }

    private Judgement judge(Origin origin) {
        if (origins.contains(origin)) {
            return new Judgement.Allowed(origin);
        }
        return refused(
                origins.isEmpty()
                        ? "Expected to call nobody, as %s is empty, but the URL needs '%s' there"
                                .formatted(KEY, origin.listed())
                        : "Expected a URL that may be called, but %s does not list '%s'"
                                .formatted(KEY, origin.listed()));
    }

    private static Judgement refused(String reason) {
        return new Judgement.Refused(reason);
    }
}
