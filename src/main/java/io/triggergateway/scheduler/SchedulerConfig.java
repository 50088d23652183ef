package io.triggergateway.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How schedules fire. */
@ConfigMapping(prefix = "gateway.schedule")
public interface SchedulerConfig {
    /** A slot that is later than this was missed, and its schedule's catch-up decides; up to here it is only late. */
    @WithDefault("60s")
    Duration lateAfter();

    /** How many missed slots of one schedule fire in a second, so that a long stop does not end in a flood. */
    @WithDefault("10")
    @Min(1)
    @Max(1000)
    int catchUpRate();
}
