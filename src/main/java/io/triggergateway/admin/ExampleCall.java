package io.triggergateway.admin;

import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.verify.ExampleSigner;
import io.triggergateway.verify.ProviderCatalogue;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Makes a call that a trigger accepts. A secret itself never gets into it, only signatures made with it. */
@Singleton
final class ExampleCall {
    private static final String JSON = "{\"id\":\"example\",\"type\":\"example\"}";
    private static final String FORM = "id=example&type=example";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

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
        var now = clock.instant();
        var opened = secrets.open(auth.secrets(), "trigger/" + trigger, "", new Findings())
                .active(now);
        if (auth.provider() == null || opened.isEmpty()) {
            return false;
        }
        var secret = opened.getFirst().value();
        var example = example(auth, secret, method, curl)
                .filter(made -> !FORM_TYPE.equals(made.headers().get("Content-Type")))
                .or(() -> {
                    curl.body(FORM);
                    return example(auth, secret, method, curl);
                });
        example.ifPresent(made -> put(made, new String(secret, StandardCharsets.UTF_8), curl));
        return example.isPresent();
    }

    private Optional<ExampleSigner.Example> example(Auth.Signature auth, byte[] secret, String method, Curl curl) {
        var body = curl.body().getBytes(StandardCharsets.UTF_8);
        return Optional.ofNullable(auth.provider())
                .flatMap(catalogue::find)
                .flatMap(document ->
                        signer.sign(document, auth.params(), secret, method, curl.url(), body, clock.instant()));
    }

    /** Some senders send the secret as it is. */
    private static void put(ExampleSigner.Example example, String secret, Curl curl) {
        curl.url(example.url().replace(secret, Curl.PLACEHOLDER));
        example.headers().forEach((name, value) -> curl.header(name, value.replace(secret, Curl.PLACEHOLDER)));
    }
}
