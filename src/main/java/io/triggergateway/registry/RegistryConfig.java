package io.triggergateway.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where static triggers and flows come from. */
@ConfigMapping(prefix = "gateway")
public interface RegistryConfig {
    /** Directory of trigger and flow files (YAML or JSON); none means that everything comes over REST. */
    Optional<Path> files();

    /** How often the directory is looked at; a mounted directory often reports no changes by itself. */
    @WithDefault("1s")
    Duration filesEvery();
}
