package io.triggergateway.firing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How much is kept of what has fired. */
@ConfigMapping(prefix = "gateway.firings")
public interface FiringConfig {
    /** A trigger that fires a kilobyte once a second fills it in a day; a hundred such triggers fit into 8 GB. */
    @WithDefault("67108864")
    @Min(65536)
    long maxBytes();
}
