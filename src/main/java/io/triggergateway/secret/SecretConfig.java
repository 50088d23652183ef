package io.triggergateway.secret;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** The keys that encrypt secrets at rest. */
@ConfigMapping(prefix = "gateway.secrets")
public interface SecretConfig {
    /** Base64 of 32 random bytes, by the id that stored values name. Old keys stay until nothing names them. */
    Map<String, String> keys();

    /** The key that new values are encrypted with; may be left out when there is only one. */
    Optional<String> primary();
}
