package io.triggergateway.access;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The way in when nothing is configured: one admin token, made at the first start of the first replica. */
@Singleton
public final class FirstToken {
    private static final String NAME = "first";

    private final AccessConfig config;
    private final TokenStore store;

    public FirstToken(AccessConfig config, TokenStore store) {
        this.config = config;
        this.store = store;
    }

    /**
     * Makes it, and returns it to be shown this one time; waits. Empty when a token is configured or stored, also
     * when another replica was quicker: they all write the same field.
     */
    public Optional<String> make() {
        return config.tokens().isEmpty() && store.all().isEmpty() ? store.create(NAME, Role.ADMIN) : Optional.empty();
    }
}
