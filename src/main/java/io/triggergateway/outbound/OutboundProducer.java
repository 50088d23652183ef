package io.triggergateway.outbound;

import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one that calls out, at the start already: a list that cannot be read must stop it. */
@Singleton
final class OutboundProducer {
    @Produces
    @Singleton
    @Startup
    Outbound outbound(Vertx vertx, OutboundConfig config) {
        return new Outbound(vertx, config);
    }

    void close(@Disposes Outbound outbound) {
        outbound.close();
    }
}
