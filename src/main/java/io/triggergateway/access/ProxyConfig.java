package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who may say on whose behalf a request comes. */
@ConfigMapping(prefix = "gateway")
public interface ProxyConfig {
    /** Addresses and ranges of proxies whose forwarded headers count; none means that no such header counts. */
    Optional<List<String>> proxies();
}
