package io.triggergateway.access;

import io.quarkus.logging.Log;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that the gateway made, kept in Redis as hashes. Every method waits; for virtual threads. */
@Singleton
public final class TokenStore {
    /** Each request that shows a token looks at all of them. */
    private static final int MOST = 1_000;

    private final RedisLink redis;
    private final String key;
    private final SecureRandom random;
    private final Clock clock;

    public TokenStore(RedisLink redis, Keys keys, SecureRandom random, Clock clock) {
        this.redis = redis;
        this.key = keys.tokens();
        this.random = random;
        this.clock = clock;
    }

    /** All of them, by name. An entry that cannot be read is left out, with a warning. */
    public List<StoredToken> all() {
        var parts = redis.call("HGETALL", key).items();
        var all = new ArrayList<StoredToken>();
        for (int i = 0; i < parts.size(); i += 2) {
            read(parts.get(i).text(), parts.get(i + 1).text()).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(StoredToken::name));
        return all;
    }

    /** Makes a token that lasts and returns it, this one time; empty when the name is taken. */
    public Optional<String> create(String name, Role role) {
        return create(name, role, null);
    }

    /**
     * Makes a token and returns it, this one time; empty when the name is taken.
     *
     * @param expiresAt from when on it counts no more; null when it lasts
     */
    public Optional<String> create(String name, Role role, @Nullable Instant expiresAt) {
        var token = TokenSecret.next(random);
        var entry = new JsonObject()
                .put("sha256", TokenHash.of(token).hex())
                .put("role", role.word())
                .put("createdAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        if (expiresAt != null) {
            entry.put("expiresAt", expiresAt.toString());
        }
        boolean made = redis.call("HSETNX", key, name, entry.encode()).number() == 1;
        return made ? Optional.of(token) : Optional.empty();
    }

    /** True when there are so many that no more may be made; waits. */
    public boolean isFull() {
        return redis.call("HLEN", key).number() >= MOST;
    }

    /** Removes a token; every replica refuses it within two seconds. False when there was none of that name. */
    public boolean remove(String name) {
        return redis.call("HDEL", key, name).number() == 1;
    }

    private static Optional<StoredToken> read(String name, String text) {
        try {
            var entry = new JsonObject(text);
            var hash = TokenHash.parse(entry.getString("sha256", ""));
            var role = Role.of(entry.getString("role", ""));
            var createdAt = Instant.parse(entry.getString("createdAt", ""));
            var expiry = entry.getString("expiresAt");
            var expiresAt = expiry == null ? null : Instant.parse(expiry);
            if (hash.isPresent() && role.isPresent()) {
                return Optional.of(new StoredToken(
                        name, role.get(), createdAt, expiresAt, hash.get().hex()));
            }
        } catch (DecodeException | ClassCastException | DateTimeParseException malformed) {
            Log.debugf("Token %s: %s", name, malformed.getClass().getSimpleName());
        }
        Log.warnf(
                "Expected the stored token %s to be readable, but it is not, and is not accepted. Make it again.",
                name);
        return Optional.empty();
    }
}
