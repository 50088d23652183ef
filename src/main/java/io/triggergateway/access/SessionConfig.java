package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a login at the pages lasts. */
@ConfigMapping(prefix = "gateway.auth.session")
public interface SessionConfig {
    /** A working day: who works on logs in once. */
    @WithDefault("12h")
    Duration lifetime();

    /** A browser that asks for nothing for so long is logged out. */
    @WithDefault("1h")
    Duration idle();
}
