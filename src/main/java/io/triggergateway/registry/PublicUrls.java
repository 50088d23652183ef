package io.triggergateway.registry;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The URLs under which senders know the gateway; never taken from a request. */
@Singleton
public final class PublicUrls {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";

    private final String base;

    PublicUrls(PublicUrlConfig config, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.base = config.publicUrl()
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .orElse("http://localhost:" + port);
        if (config.publicUrl().isEmpty() && LaunchMode.current() == LaunchMode.NORMAL) {
            Log.warnf(
                    "gateway.public-url is not set: URLs are shown and signed as %s, which senders will not reach",
                    base);
        }
    }

    /** Where everything of the gateway starts, without a slash at the end. */
    public String base() {
        return base;
    }

    /**
     * The values of the path's parameters in a URL; empty when it is none of the trigger's.
     *
     * @param url without query; whole, or from the path on, as senders or the gateway itself know it
     */
    public Optional<Map<String, String>> parameters(CompiledTrigger trigger, String url) {
        var endpoint = trigger.definition().endpoint();
        if (endpoint == null) {
            return Optional.empty();
        }
        var segments = List.of(url.split("/", -1));
        return Stream.of(of(trigger), base + WEBHOOKS + endpoint.path())
                .flatMap(known -> Stream.of(known, known.replaceFirst("^[^:/]+://[^/]*", "")))
                .map(known -> Optional.ofNullable(PathShape.of("/" + known).match(segments)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The URL of a webhook trigger, with its path's parameters as they are written; empty for other triggers. */
    public String of(CompiledTrigger trigger) {
        var endpoint = trigger.definition().endpoint();
        if (endpoint == null) {
            return "";
        }
        var own = endpoint.publicUrl();
        return own == null ? base + WEBHOOKS + endpoint.path() : own;
    }
}
