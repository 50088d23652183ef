package io.triggergateway.boot;

import io.triggergateway.verify.ExampleSigner;
import io.triggergateway.verify.ProviderCatalogue;
import io.triggergateway.verify.Verifiers;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Makes the parts of verification, which know nothing of injection. */
@Singleton
final class VerifyProducers {
    @Produces
    @Singleton
    ProviderCatalogue catalogue(VerifyConfig config) {
        return ProviderCatalogue.load(config.providers().orElse(null));
    }

    @Produces
    @Singleton
    Verifiers verifiers(ProviderCatalogue catalogue, Clock clock) {
        return new Verifiers(catalogue, clock);
    }

    @Produces
    @Singleton
    ExampleSigner signer() {
        return new ExampleSigner(UUID::randomUUID);
    }
}
