package io.triggergateway.entry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits of events and manual starts. */
@ConfigMapping(prefix = "gateway.events")
public interface EntryConfig {
    /** Largest payload in bytes, like that of webhooks; a trigger may ask for another, up to 10 MiB. */
    @WithDefault("1048576")
    @Min(0)
    @Max(10_485_760)
    int maxBody();

    /** Most CloudEvents in one batch: each is a call of Redis, and all of them are answered together. */
    @WithDefault("100")
    @Min(1)
    @Max(1000)
    int maxBatch();
}
