package io.triggergateway.handoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;

/** Bounds of the hand-off streams and who reads them. */
@ConfigMapping(prefix = "gateway.handoff")
public interface HandoffConfig {
    /** Consumer groups that every stream has from its first message on. */
    @WithDefault("engines")
    List<String> groups();

    /** Larger data travels as a reference, so that engines can read many messages at once. */
    @WithDefault("65536")
    @Min(1024)
    int inlineBytes();

    Backlog backlog();

    /** How often what every group has acknowledged is removed. */
    @WithDefault("1s")
    Duration trimEvery();

    /** What a stream may hold before new starts are refused. */
    interface Backlog {
        @WithDefault("100000")
        @Min(1)
        long entries();

        @WithDefault("268435456")
        @Min(1)
        long bytes();
    }
}
