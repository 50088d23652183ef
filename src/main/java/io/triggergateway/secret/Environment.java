package io.triggergateway.secret;

import org.jspecify.annotations.Nullable;

/** The environment variables that {@code env:} secrets name. */
@FunctionalInterface
public interface Environment {
    /** The value of a variable; null when it is not set. */
    @Nullable
    String get(String name);
}
