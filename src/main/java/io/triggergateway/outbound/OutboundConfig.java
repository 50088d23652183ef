package io.triggergateway.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whom the gateway may call, and how much it takes from them. */
@ConfigMapping(prefix = "gateway.outbound")
public interface OutboundConfig {
    /** {@code host} or {@code host:port} over TLS, {@code http://host:port} without; none means that nothing is called. */
    Optional<List<String>> allow();

    /** Addresses and ranges that may be reached although they are not public. */
    Optional<List<String>> privateAddresses();

    /** From the look-up of the name to the last byte of the answer. */
    @WithDefault("3s")
    Duration timeout();

    /** Largest body of an answer in bytes. */
    @WithDefault("262144")
    @Min(1)
    @Max(10_485_760)
    int maxAnswer();

    /** Calls at once; one more is refused, as waiting for its turn would only take the time that its caller has. */
    @WithDefault("32")
    @Min(1)
    @Max(1024)
    int concurrent();
}
