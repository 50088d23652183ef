package io.triggergateway.secret;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The environment that the gateway was started with. */
@Singleton
final class ProcessEnvironment implements Environment {
    @Override
    public @Nullable String get(String name) {
        return System.getenv(name);
    }
}
