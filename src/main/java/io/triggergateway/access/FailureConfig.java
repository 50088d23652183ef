package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How often credentials may be wrong. */
@ConfigMapping(prefix = "gateway.auth.failures")
public interface FailureConfig {
    /** In a minute from one address: enough for a person's slips and a few misconfigured programs. */
    @WithDefault("20")
    @Min(1)
    @Max(1_000_000)
    int perAddress();

    /** In a minute from all addresses together, on a replica. */
    @WithDefault("1000")
    @Min(1)
    @Max(1_000_000)
    int inAll();
}
