package io.triggergateway.handoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** What is expected of those who read the hand-off, and of the gateway as a reader of signals. */
@ConfigMapping(prefix = "gateway.handoff")
public interface ReaderConfig {
    /** An entry that was delivered more often without an acknowledgement is a dead letter; so is a signal that fails. */
    @WithDefault("5")
    @Min(1)
    @Max(1000)
    int maxDeliveries();

    /** How long a consumer may work on an entry's last delivery before it becomes a dead letter. */
    @WithDefault("1m")
    Duration deadLetterIdle();

    DeadLetterBounds deadLetters();

    /** After how long a group that nobody reads, and that holds entries back, is reported. */
    @WithDefault("1d")
    Duration abandonedAfter();

    /** How long a replica may take for a signal; then another takes it over. Well above the wait for Redis. */
    @WithDefault("30s")
    Duration signalIdle();

    Backlog backlog();

    /**
     * How much one stream's dead letters may take in a partition. Nothing is dropped beyond: entries then stay with
     * their group, which ends in a backlog that everyone sees.
     */
    interface DeadLetterBounds {
        @WithDefault("10000")
        @Min(1)
        long entries();

        /** A quarter of what the stream itself may hold. */
        @WithDefault("67108864")
        @Min(1)
        long bytes();
    }

    /** When a stream counts as late. */
    interface Backlog {
        /** Off by default: how long runs may wait is a matter of their flows. */
        Optional<Duration> age();
    }
}
