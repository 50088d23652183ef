package io.triggergateway.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.Optional;

/** Traces of webhooks; off until somebody says where they go. */
@ConfigMapping(prefix = "gateway.traces")
interface TracesConfig {
    /** The URL of a collector that speaks OTLP over HTTP, such as {@code http://collector:4318/v1/traces}. */
    Optional<String> endpoint();

    /**
     * Which part is sent, 0 to 1. Decided by the trace's id alone: what a sender's flag says does not count, as strangers
     * could make the gateway send everything.
     */
    @WithDefault("1")
    @DecimalMin("0")
    @DecimalMax("1")
    double ratio();
}
