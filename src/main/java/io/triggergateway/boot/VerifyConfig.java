package io.triggergateway.boot;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where more provider documents come from. */
@ConfigMapping(prefix = "gateway")
public interface VerifyConfig {
    /** Directory of provider documents beside those that are built in; none means only those. */
    Optional<Path> providers();
}
