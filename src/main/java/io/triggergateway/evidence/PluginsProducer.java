package io.triggergateway.evidence;

import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Loads the plugins once, at the start. */
@Singleton
final class PluginsProducer {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @Produces
    @Singleton
    Plugins plugins(EvidenceConfig config, Vertx vertx) {
        return new Plugins(config, vertx, LONGEST);
    }
}
