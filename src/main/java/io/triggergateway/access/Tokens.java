package io.triggergateway.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.triggergateway.redis.Housekeeping;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the caller of a bearer token in memory, among the configured tokens and those that the gateway made. */
@Singleton
public final class Tokens {
    // A longer one is none of ours, and is not worth hashing.
    private static final int LONGEST = 512;

    private final TokenStore store;
    private final Clock clock;
    private final List<Known> configured;
    private volatile List<Known> stored = List.of();
    private volatile boolean loaded;

    /** Refuses a hash that is badly written, with a sentence that names the setting. */
    public Tokens(AccessConfig config, TokenStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.configured = config.tokens().entrySet().stream()
                .map(token -> configured(token.getKey(), token.getValue()))
                .toList();
    }

    /** The caller whose token this is; empty when nobody's. */
    public Optional<Caller> find(String token) {
        return grant(token).map(Grant::caller);
    }

    /** What a token is worth; empty for one that is nobody's. */
    Optional<Grant> grant(String token) {
        if (token.isEmpty() || token.length() > LONGEST) {
            return Optional.empty();
        }
        var presented = TokenHash.of(token);
        Known found = among(stored, presented, null);
        return Optional.ofNullable(among(configured, presented, found))
                .filter(this::counts)
                .map(Known::grant);
    }

    /** What the token of that name and hash is worth now; empty when there is no such token any more. */
    Optional<Grant> grant(String name, String sha256) {
        return Stream.concat(configured.stream(), stored.stream())
                .filter(known ->
                        known.caller.name().equals(name) && known.hash.hex().equals(sha256))
                .filter(this::counts)
                .map(Known::grant)
                .findFirst();
    }

    /** The names of the configured tokens with their roles; nobody can remove them over the API. */
    public List<Caller> configured() {
        return configured.stream().map(Known::caller).toList();
    }

    private boolean counts(Known known) {
        return known.expiresAt == null || clock.instant().isBefore(known.expiresAt);
    }

    /** False until the stored tokens were read for the first time: an unknown token may be right then. */
    public boolean loaded() {
        return loaded;
    }

    /** Reads the stored tokens; waits. Once a second it happens by itself; while Redis is away the last ones stand. */
    public void refresh() {
        stored = store.all().stream().flatMap(Tokens::stored).toList();
        loaded = true;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Reading tokens", this::refresh);
    }

    private record Known(
            Caller caller, TokenHash hash, @Nullable Instant expiresAt) {
        Grant grant() {
            return new Grant(caller, hash.hex(), expiresAt);
        }
    }

    // Looks at all of them, so that the time tells nothing about a place in the list.
    private static @Nullable Known among(List<Known> all, TokenHash presented, @Nullable Known otherwise) {
        Known found = otherwise;
        for (var known : all) {
            if (known.hash.matches(presented)) {
                found = known;
            }
        }
        return found;
    }

    private static Known configured(String name, AccessConfig.Token token) {
        var hash = TokenHash.parse(token.sha256())
                .orElseThrow(() -> new ConfigurationException("Expected gateway.auth.tokens." + name
                        + ".sha256 to be 64 hexadecimal digits, but it is not. Write what"
                        + " printf %s \"$TOKEN\" | sha256sum prints."));
        return new Known(new Caller(name, token.role()), hash, null);
    }

    private static Stream<Known> stored(StoredToken token) {
        return TokenHash.parse(token.sha256()).stream()
                .map(hash -> new Known(new Caller(token.name(), token.role()), hash, token.expiresAt()));
    }
}
