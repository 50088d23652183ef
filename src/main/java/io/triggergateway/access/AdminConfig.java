package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where everything that is not for the world answers. */
@ConfigMapping(prefix = "gateway.admin")
public interface AdminConfig {
    /** A port of its own for the API, pages, health and metrics; none means that one port has all. 0 takes a free one. */
    Optional<Integer> port();

    /** The address that this port listens at. */
    @WithDefault("127.0.0.1")
    String host();
}
