package io.triggergateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long it is remembered what people did. */
@ConfigMapping(prefix = "gateway.audit")
public interface AuditConfig {
    /** A year, as audits usually look back that far. */
    @WithDefault("365d")
    Duration retention();

    /** Beyond so many the oldest go first; one takes about 500 bytes. */
    @WithDefault("100000")
    @Min(100)
    @Max(10_000_000)
    int maxEntries();
}
