package io.triggergateway.firing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One refused request. */
public record Refusal(
        Instant time,
        String reason,
        String detail,
        String address,
        @Nullable String deliveryId) {}
