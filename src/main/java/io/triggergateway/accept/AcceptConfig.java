package io.triggergateway.accept;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What holds for triggers that say nothing else. */
@ConfigMapping(prefix = "gateway")
public interface AcceptConfig {
    Deduplicate deduplicate();

    Firings firings();

    Pending pending();

    Schedule schedule();

    /** Recognising deliveries. */
    interface Deduplicate {
        /** Longer than Stripe and most others go on sending; each recognised delivery takes about 200 bytes. */
        @WithDefault("4d")
        Duration window();
    }

    /** Keeping firings. */
    interface Firings {
        @WithDefault("30d")
        Duration retention();
    }

    /** What schedules start. */
    interface Schedule {
        /** A run that nobody reports counts as active no longer than this. */
        @WithDefault("24h")
        Duration runTimeout();

        /** How many starts wait at most for an active run, for each flow of a trigger. */
        @WithDefault("100")
        @Min(1)
        @Max(10_000)
        int queue();
    }

    /** Starts that wait for a person. */
    interface Pending {
        /** As long as a holiday; what nobody has decided by then is dropped, and its firing says so. */
        @WithDefault("7d")
        Duration expiresAfter();
    }
}
