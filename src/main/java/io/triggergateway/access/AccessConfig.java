package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** Who may call the admin side. */
@ConfigMapping(prefix = "gateway.auth")
public interface AccessConfig {
    /** Bearer tokens by the name under which their callers appear. */
    Map<String, Token> tokens();

    /** True lets metrics be read without a token; they name triggers, so this is for closed networks. */
    @WithDefault("false")
    boolean openMetrics();

    /** The lowest role that sees what senders have sent: payloads, what became of them, and the facts of requests. */
    @WithDefault("viewer")
    Role payloadRole();

    /** A token, of which only the hash is known. */
    interface Token {
        /** SHA-256 of the token as 64 hexadecimal digits, as {@code printf %s "$TOKEN" | sha256sum} prints it. */
        String sha256();

        /** {@code viewer}, {@code engine}, {@code operator} or {@code admin}. */
        Role role();
    }
}
