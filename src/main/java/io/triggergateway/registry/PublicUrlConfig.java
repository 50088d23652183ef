package io.triggergateway.registry;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How the world reaches the gateway. */
@ConfigMapping(prefix = "gateway")
public interface PublicUrlConfig {
    /** Base of every URL that is shown or signed, such as {@code https://hooks.example.com}; none means localhost. */
    Optional<String> publicUrl();
}
