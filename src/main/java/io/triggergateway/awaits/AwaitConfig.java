package io.triggergateway.awaits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How steps of runs wait. */
@ConfigMapping(prefix = "gateway.awaits")
public interface AwaitConfig {
    /** For events and answers of awaits that say nothing else. */
    @WithDefault("1h")
    Duration timeout();
}
