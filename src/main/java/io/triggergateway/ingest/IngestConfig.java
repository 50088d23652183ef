package io.triggergateway.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits of the public side. */
@ConfigMapping(prefix = "gateway")
public interface IngestConfig {
    Webhooks webhooks();

    /** What webhooks may send. */
    interface Webhooks {
        /** Largest body in bytes; a trigger may ask for another, up to 10 MiB. */
        @WithDefault("1048576")
        @Min(0)
        @Max(10_485_760)
        int maxBody();

        /** A body that is not there by then is no sender's; slow ones would hold connections. */
        @WithDefault("15s")
        Duration bodyTimeout();
    }
}
