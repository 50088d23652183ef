package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.Route;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Endpoint;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import io.triggergateway.verify.ExampleSigner;
import io.triggergateway.verify.ProviderCatalogue;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Gives a saved request what its sender would prove itself with, for a dry run. The result holds secrets: it is tried
 * and forgotten, and nobody is shown it.
 */
@Singleton
public final class SampleSender {
    private final Registry registry;
    private final ProviderCatalogue catalogue;
    private final ExampleSigner signer;
    private final Secrets secrets;
    private final PublicUrls urls;
    private final Clock clock;

    SampleSender(
            Registry registry,
            ProviderCatalogue catalogue,
            ExampleSigner signer,
            Secrets secrets,
            PublicUrls urls,
            Clock clock) {
        this.registry = registry;
        this.catalogue = catalogue;
        this.signer = signer;
        this.secrets = secrets;
        this.urls = urls;
        this.clock = clock;
    }

    /** True when requests of this trigger's sender can be made here, as far as one can say without its secret. */
    public boolean knows(CompiledTrigger trigger) {
        return owner(trigger)
                .map(owner -> owner.definition().endpoint())
                .filter(endpoint -> switch (endpoint.auth()) {
                    case Auth.Signature signature -> signature.provider() != null;
                    case Auth.Bearer bearer -> true;
                    case Auth.ApiKey key -> true;
                    case Auth.Basic basic -> true;
                    case Auth.Jwt jwt -> false;
                    case Auth.Ip ip -> false;
                    case Auth.Custom custom -> false;
                    case Auth.All all -> false;
                    case Auth.Any any -> false;
                    case Auth.Shared shared -> false;
                    case Auth.None none -> false;
                })
                .isPresent();
    }

    /**
     * The request with its proof; as it was where there is no way.
     *
     * @param request {@code {method, url, headers, body}}
     */
    public ObjectNode sign(CompiledTrigger trigger, ObjectNode request) {
        return owner(trigger)
                .flatMap(owner -> Optional.ofNullable(owner.definition().endpoint())
                        .map(endpoint -> sign(endpoint.auth(), owner.name(), trigger, request.deepCopy())))
                .orElse(request);
    }

    /** A trigger that shares a path is called as its owner says. */
    private Optional<CompiledTrigger> owner(CompiledTrigger trigger) {
        return Optional.ofNullable(trigger.definition().endpoint())
                .map(Endpoint::path)
                .flatMap(registry::route)
                .map(Route::owner);
    }

    private ObjectNode sign(Auth auth, String owner, CompiledTrigger trigger, ObjectNode request) {
        switch (auth) {
            case Auth.Signature signature ->
                secret(signature.secrets(), owner).ifPresent(secret -> sign(signature, secret, trigger, request));
            case Auth.Bearer bearer ->
                secret(bearer.secrets(), owner)
                        .ifPresent(secret -> header(request, "Authorization", "Bearer " + text(secret)));
            case Auth.ApiKey key ->
                secret(key.secrets(), owner).ifPresent(secret -> put(key, text(secret), trigger, request));
            case Auth.Basic basic ->
                secret(basic.secrets(), owner)
                        .ifPresent(secret -> header(request, "Authorization", user(basic.username(), secret)));
            case Auth.Jwt jwt -> {}
            case Auth.Ip ip -> {}
            case Auth.Custom custom -> {}
            case Auth.All all -> {}
            case Auth.Any any -> {}
            case Auth.Shared shared -> {}
            case Auth.None none -> {}
        }
        return request;
    }

    private Optional<byte[]> secret(List<Secret> list, String owner) {
        return secrets.open(list, "trigger/" + owner, "", new Findings()).active(clock.instant()).stream()
                .findFirst()
                .map(active -> active.value());
    }

    private void sign(Auth.Signature auth, byte[] secret, CompiledTrigger trigger, ObjectNode request) {
        var url = request.path("url").asText(urls.of(trigger));
        var body = request.path("body").asText().getBytes(StandardCharsets.UTF_8);
        Optional.ofNullable(auth.provider())
                .flatMap(catalogue::find)
                .flatMap(document -> signer.sign(
                        document,
                        auth.params(),
                        secret,
                        request.path("method").asText("POST"),
                        url,
                        body,
                        clock.instant()))
                .ifPresent(example -> {
                    request.put("url", example.url()).put("body", text(example.body()));
                    example.headers().forEach((name, value) -> header(request, name, value));
                });
    }

    private void put(Auth.ApiKey key, String secret, CompiledTrigger trigger, ObjectNode request) {
        if (key.header() != null) {
            header(request, key.header(), secret);
            return;
        }
        var url = request.path("url").asText(urls.of(trigger));
        request.put(
                "url",
                url + (url.indexOf('?') < 0 ? '?' : '&') + key.query() + "="
                        + URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    private static String user(String name, byte[] secret) {
        var credentials = (name + ":" + text(secret)).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private static void header(ObjectNode request, String name, String value) {
        request.withObjectProperty("headers").put(name, value);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
