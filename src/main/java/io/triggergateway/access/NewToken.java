package io.triggergateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody wants.
 *
 * @param expiresAt from when on it counts no more; null when it lasts
 */
public record NewToken(String name, Role role, @Nullable Instant expiresAt) {}
