package io.triggergateway.boot;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** The one source of randomness of the service. */
@Singleton
final class Randomness {
    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
