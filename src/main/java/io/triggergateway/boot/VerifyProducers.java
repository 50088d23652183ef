package io.triggergateway.boot;

import io.triggergateway.access.LimitsConfig;
import io.triggergateway.evidence.Plugins;
import io.triggergateway.outbound.Outbound;
import io.triggergateway.registry.RegistryConfig;
import io.triggergateway.verify.ExampleSigner;
import io.triggergateway.verify.Outside;
import io.triggergateway.verify.ProviderCatalogue;
import io.triggergateway.verify.Verifiers;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the parts of verification, which know nothing of injection. */
@Singleton
final class VerifyProducers {
    @Produces
    @Singleton
    ProviderCatalogue catalogue(RegistryConfig config) {
        return ProviderCatalogue.load(config.providers().orElse(null));
    }

    @Produces
    @Singleton
    Verifiers verifiers(
            ProviderCatalogue catalogue, Outbound outbound, Plugins plugins, Clock clock, LimitsConfig limits) {
        return new Verifiers(catalogue, outside(outbound, plugins), clock, limits.signatures());
    }

    private static Outside outside(Outbound outbound, Plugins plugins) {
        return new Outside() {
            @Override
            public @Nullable String refusal(URI url) {
                return outbound.refusal(url);
            }

            @Override
            public boolean hasVerifier(String name) {
                return plugins.has(name);
            }
        };
    }

    @Produces
    @Singleton
    ExampleSigner signer() {
        return new ExampleSigner(UUID::randomUUID);
    }
}
