package io.triggergateway.access;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The logins of browsers, in Redis, so that every replica knows them. Of the secret in the cookie only the hash is
 * kept. A session is worth what its token is worth now: it ends with the token, and changes its role with it.
 */
@Singleton
final class Sessions {
    private static final int RANDOM_BYTES = 32;
    private static final int FAMILIAR = 10_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final RedisLink redis;
    private final Keys keys;
    private final Tokens tokens;
    private final SessionConfig config;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<String, Boolean> familiar = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > FAMILIAR;
        }
    };

    Sessions(RedisLink redis, Keys keys, Tokens tokens, SessionConfig config, SecureRandom random, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.tokens = tokens;
        this.config = config;
        this.random = random;
        this.clock = clock;
    }

    /** One that goes on. */
    record Open(Caller caller, Session session) {}

    /** One that has begun, with the secret for the cookie. */
    record Begun(String id, Session session, Duration lifetime) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "session until " + session.endsAt();
        }
    }

    /** Begins one; it never outlasts the credential. Fails with RedisFault. */
    Future<Begun> begin(Grant grant) {
        var id = newId();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var end = earlier(now.plus(config.lifetime()), grant.until());
        var entry = new JsonObject()
                .put("name", grant.caller().name())
                .put("role", grant.caller().role().word())
                .put("sha256", grant.sha256())
                .put("until", end.toString());
        var begun = new Begun(id, new Session(csrfToken(id), end), Duration.between(now, end));
        return redis.send("SET", key(id), entry.encode(), "PX", idle(now, end)).map(done -> begun);
    }

    /** The one whose secret this is; empty when it has ended. Fails when nobody can say now. */
    Future<Optional<Open>> find(String id) {
        return ID.matcher(id).matches()
                ? redis.send("GET", key(id)).compose(found -> open(id, found))
                : Future.succeededFuture(Optional.empty());
    }

    /** Whether it is open; asking does not keep it open. Fails with RedisFault. */
    Future<Boolean> isOpen(String id) {
        return redis.send("GET", key(id)).map(found -> {
            var text = found.textOrNull();
            var entry = text == null ? null : new JsonObject(text);
            return entry != null
                    && clock.instant().isBefore(until(entry))
                    && (caller(entry).isPresent() || !tokens.loaded());
        });
    }

    /** True for one that was open when it was last looked for, also if its end is not known yet. */
    synchronized boolean isFamiliar(String id) {
        return familiar.containsKey(id);
    }

    /** Ends it; nothing happens when it has ended. */
    Future<Void> end(String id) {
        forget(id);
        return redis.send("DEL", key(id)).mapEmpty();
    }

    private Future<Optional<Open>> open(String id, Reply found) {
        var text = found.textOrNull();
        var entry = text == null ? null : new JsonObject(text);
        var now = clock.instant();
        if (entry == null || !now.isBefore(until(entry))) {
            forget(id);
            return Future.succeededFuture(Optional.empty());
        }
        var caller = caller(entry);
        if (caller.isEmpty()) {
            return tokens.loaded()
                    ? end(id).map(ended -> Optional.empty())
                    : Future.failedFuture("The tokens have not been read yet");
        }
        remember(id);
        var end = until(entry);
        return redis.send("PEXPIRE", key(id), idle(now, end))
                .map(kept -> Optional.of(new Open(caller.get(), new Session(csrfToken(id), end))));
    }

    private Optional<Caller> caller(JsonObject entry) {
        var sha256 = entry.getString("sha256");
        return sha256 == null
                ? Role.of(entry.getString("role")).map(role -> new Caller(entry.getString("name"), role))
                : tokens.grant(entry.getString("name"), sha256).map(Grant::caller);
    }

    private static Instant until(JsonObject entry) {
        return Instant.parse(entry.getString("until"));
    }

    private long idle(Instant now, Instant end) {
        return Math.max(1, earlier(now.plus(config.idle()), end).toEpochMilli() - now.toEpochMilli());
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    private synchronized void remember(String id) {
        familiar.put(id, true);
    }

    private synchronized void forget(String id) {
        familiar.remove(id);
    }

    private String key(String id) {
        return keys.session(TokenHash.of(id).hex());
    }

    /** Made from the secret, which no script of a page can read, so that nothing more has to be kept. */
    private static String csrfToken(String id) {
        return TokenHash.of("csrf:" + id).hex();
    }

    private String newId() {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
