package io.triggergateway.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How fast work in the background goes. */
@ConfigMapping(prefix = "gateway.jobs")
public interface JobConfig {
    /** Firings per second of one job: a small part of what Redis can take, so that webhooks do not notice. */
    @WithDefault("500")
    @Min(1)
    @Max(100_000)
    int rate();

    /** How many jobs a replica works on at a time; the others wait for their turn. 0 leaves all to other replicas. */
    @WithDefault("2")
    @Min(0)
    @Max(64)
    int parallel();

    /** A job that nobody has touched for so long is taken over; much longer than a step takes. */
    @WithDefault("10s")
    Duration takeOverAfter();
}
