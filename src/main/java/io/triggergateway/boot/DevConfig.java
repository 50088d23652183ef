package io.triggergateway.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of development mode. */
@ConfigMapping(prefix = "gateway.dev")
public interface DevConfig {
    /** Where development mode keeps its token, secrets, example triggers and Redis between starts. */
    @WithDefault(DevDirectory.DEFAULT)
    Path directory();
}
