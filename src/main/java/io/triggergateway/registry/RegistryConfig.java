package io.triggergateway.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where static triggers, flows and provider documents come from. */
@ConfigMapping(prefix = "gateway")
public interface RegistryConfig {
    /** Directory of trigger and flow files (YAML or JSON); none means that everything comes over REST. */
    Optional<Path> files();

    /** Directory of provider documents (JSON) beside those that are built in; none means only those. */
    Optional<Path> providers();

    /** How often the directories are looked at; mounted ones often report no changes by itself. */
    @WithDefault("1s")
    Duration filesEvery();
}
