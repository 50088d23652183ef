package io.triggergateway.evidence;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where verifiers of one's own come from. */
@ConfigMapping(prefix = "gateway")
public interface EvidenceConfig {
    /** Directory of jars with verifiers, read at the start; none means that there are none. */
    Optional<Path> plugins();
}
