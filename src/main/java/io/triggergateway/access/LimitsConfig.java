package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much of the gateway one caller, or all of them, may hold at a time. */
@ConfigMapping(prefix = "gateway.limits")
public interface LimitsConfig {
    /** Open connections from one address; an IPv6 network of 64 bits counts as one. Trusted proxies are not counted. */
    @WithDefault("4096")
    @Min(1)
    int connectionsPerAddress();

    /** A request line with its headers that is not there by then costs the connection; so does a TLS handshake. */
    @WithDefault("10s")
    Duration headerTimeout();

    /** The same for the body of a call of the API; webhooks have their own. */
    @WithDefault("15s")
    Duration bodyTimeout();

    /** A caller who leaves an answer unread for so long loses the connection. */
    @WithDefault("30s")
    Duration answerTimeout();

    /** Bytes of bodies that are held for requests under way, all together; past it requests get 503. */
    @WithDefault("67108864")
    @Min(1_048_576)
    long inFlightBytes();

    /** Signatures in one request that are compared; senders that rotate their secret send two. */
    @WithDefault("5")
    @Min(1)
    @Max(100)
    int signatures();

    /** What JSON may look like, wherever it comes from. */
    Json json();

    /** Bounds that small bodies break too: a few bytes may otherwise take much memory or time. */
    interface Json {
        /** Deepest nesting. */
        @WithDefault("100")
        @Min(1)
        @Max(100)
        int depth();

        /** Names, values and brackets together; each takes some 50 bytes of memory. */
        @WithDefault("100000")
        @Min(1)
        @Max(10_000_000)
        long tokens();

        /** Characters of a field's name. */
        @WithDefault("1024")
        @Min(1)
        @Max(50_000)
        int nameLength();

        /** Characters of a number: long ones are slow to read. */
        @WithDefault("100")
        @Min(20)
        @Max(1000)
        int numberLength();

        /** Characters of a text. */
        @WithDefault("10485760")
        @Min(1)
        @Max(10_485_760)
        int stringLength();
    }
}
