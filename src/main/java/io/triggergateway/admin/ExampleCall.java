package io.triggergateway.admin;

import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.SecretParams;
import io.triggergateway.verify.ExampleSigner;
import io.triggergateway.verify.ProviderCatalogue;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a call that a trigger accepts. A secret itself never gets into it, only signatures made with it. */
@Singleton
final class ExampleCall {
    private static final String JSON = "{\"id\":\"example\",\"type\":\"example\"}";
    private static final String BASIC = "Basic ";

    private final ProviderCatalogue catalogue;
    private final ExampleSigner signer;
    private final Secrets secrets;
    private final PublicUrls urls;
    private final Clock clock;

    ExampleCall(ProviderCatalogue catalogue, ExampleSigner signer, Secrets secrets, PublicUrls urls, Clock clock) {
        this.catalogue = catalogue;
        this.signer = signer;
        this.secrets = secrets;
        this.urls = urls;
        this.clock = clock;
    }

    /**
     * The command; empty when nobody but the sender can make one.
     *
     * @param owner the trigger whose authentication counts at the path of {@code trigger}
     */
    Optional<String> curl(CompiledTrigger trigger, CompiledTrigger owner, String method) {
        var endpoint = owner.definition().endpoint();
        if (endpoint == null) {
            return Optional.empty();
        }
        var url = urls.of(trigger).replaceAll("\\{[^}/]*}", "example");
        var curl = new Curl(url, JSON);
        return prove(endpoint.auth(), owner.name(), method, curl) ? Optional.of(curl.text(method)) : Optional.empty();
    }

    private boolean prove(Auth auth, String trigger, String method, Curl curl) {
        return switch (auth) {
            case Auth.Signature signature -> sign(signature, trigger, method, curl);
            case Auth.Bearer bearer -> {
                curl.header("Authorization", "Bearer " + Curl.PLACEHOLDER);
                yield true;
            }
            case Auth.ApiKey key -> {
                if (key.header() != null) {
                    curl.header(key.header(), Curl.PLACEHOLDER);
                } else {
                    curl.query(String.valueOf(key.query()), Curl.PLACEHOLDER);
                }
                yield true;
            }
            case Auth.Basic basic -> {
                curl.user(basic.username());
                yield true;
            }
            case Auth.All all -> all.of().stream().allMatch(part -> prove(part, trigger, method, curl));
            case Auth.Any any -> any.of().stream().anyMatch(part -> prove(part, trigger, method, curl));
            case Auth.Jwt jwt -> {
                curl.header("Authorization", "Bearer " + Curl.PLACEHOLDER);
                yield true;
            }
            case Auth.Custom custom -> false;
            case Auth.Ip address -> true;
            case Auth.None none -> true;
            case Auth.Shared shared -> false;
        };
    }

    private boolean sign(Auth.Signature auth, String trigger, String method, Curl curl) {
        var opened = secrets.open(auth.secrets(), "trigger/" + trigger, "", new Findings())
                .active(clock.instant());
        if (auth.provider() == null || opened.isEmpty()) {
            return false;
        }
        var made = example(auth, opened.getFirst().value(), method, curl)
                .flatMap(example -> example.showsSecret()
                        ? example(auth, Curl.PLACEHOLDER.getBytes(StandardCharsets.UTF_8), method, curl)
                        : Optional.of(example));
        made.ifPresent(example -> put(example, curl));
        return made.isPresent();
    }

    private Optional<ExampleSigner.Example> example(Auth.Signature auth, byte[] secret, String method, Curl curl) {
        var body = curl.body().getBytes(StandardCharsets.UTF_8);
        return Optional.ofNullable(auth.provider())
                .flatMap(catalogue::find)
                .flatMap(document ->
                        signer.sign(document, shown(auth.params()), secret, method, curl.url(), body, clock.instant()));
    }

    /** A secret param is no part of a signature in any document, so its place is enough. */
    private static Map<String, String> shown(Map<String, String> params) {
        var shown = new HashMap<>(params);
        shown.replaceAll((name, value) -> SecretParams.isSecret(name) ? Curl.PLACEHOLDER : value);
        return shown;
    }

    private static void put(ExampleSigner.Example example, Curl curl) {
        curl.url(example.url().replace(URLEncoder.encode(Curl.PLACEHOLDER, StandardCharsets.UTF_8), Curl.PLACEHOLDER));
        curl.body(new String(example.body(), StandardCharsets.UTF_8));
        example.headers().forEach((name, value) -> {
            if (value.startsWith(BASIC)) {
                curl.user(user(value));
            } else {
                curl.header(name, value);
            }
        });
    }

    /** The shell can put a secret into a text, but not into Base64. */
    private static String user(String basic) {
        var credentials =
                new String(Base64.getDecoder().decode(basic.substring(BASIC.length())), StandardCharsets.UTF_8);
        return credentials.substring(0, credentials.indexOf(':'));
    }
}
