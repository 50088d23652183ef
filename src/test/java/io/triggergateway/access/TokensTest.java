package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.triggergateway.HandMovedClock;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Keys KEYS = new Keys("tg", 1);
    private static final String HASH_OF_SESAME = TokenHash.of("sesame").hex();

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static EmbeddedRedis server;
    private static RedisLink redis;

    private final HandMovedClock clock = new HandMovedClock();
    private final TokenStore store = new TokenStore(redis, KEYS, new SecureRandom(), clock);

    @BeforeAll
    static void starts() {
        vertx = Vertx.vertx();
        server = EmbeddedRedis.start(directory, 0);
        redis = RedisLink.to(vertx, server.address(), Duration.ofSeconds(2));
    }

    @AfterAll
    static void ends() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.stop();
    }

    @BeforeEach
    void empties() {
        redis.call("FLUSHALL");
    }

    @Test
    void findsTheCallerOfAConfiguredToken() {
        assertThat(tokens(sesame(Role.ENGINE)).find("sesame")).contains(new Caller("ops", Role.ENGINE));
    }

    @Test
    void readsHashesInEitherCase() {
        var config = config(Map.of("ops", token(HASH_OF_SESAME.toUpperCase(Locale.ROOT), Role.ADMIN)));

        assertThat(tokens(config).find("sesame")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sesam", "sesame ", "Sesame", "sesamee"})
    void findsNobodyForAnotherToken(String token) {
        assertThat(tokens(sesame(Role.ADMIN)).find(token)).isEmpty();
    }

    @Test
    void findsNobodyForTheHashItself() {
        assertThat(tokens(sesame(Role.ADMIN)).find(HASH_OF_SESAME)).isEmpty();
    }

    @Test
    void doesNotLookAtEndlessTokens() {
        var endless = "x".repeat(513);
        var config = config(Map.of("ops", token(TokenHash.of(endless).hex(), Role.ADMIN)));

        assertThat(tokens(config).find(endless)).isEmpty();
    }

    @Test
    void findsTheCallerOfAStoredTokenOnceItHasBeenRead() {
        var tokens = tokens(config(Map.of()));
        var token = store.create("ci", Role.VIEWER).orElseThrow();
        assertThat(tokens.loaded()).isFalse();
        assertThat(tokens.find(token)).isEmpty();

        tokens.refresh();

        assertThat(tokens.loaded()).isTrue();
        assertThat(tokens.find(token)).contains(new Caller("ci", Role.VIEWER));
    }

    @Test
    void forgetsARemovedToken() {
        var tokens = tokens(config(Map.of()));
        var token = store.create("ci", Role.VIEWER).orElseThrow();
        tokens.refresh();

        assertThat(store.remove("ci")).isTrue();
        tokens.refresh();

        assertThat(tokens.find(token)).isEmpty();
        assertThat(store.remove("ci")).isFalse();
    }

    @Test
    void refusesATokenFromItsExpiryOn() {
        var tokens = tokens(config(Map.of()));
        var token =
                store.create("ci", Role.VIEWER, clock.instant().plusSeconds(60)).orElseThrow();
        tokens.refresh();
        var sha256 = TokenHash.of(token).hex();
        clock.advance(Duration.ofSeconds(59));
        assertThat(tokens.find(token)).isPresent();
        assertThat(tokens.grant("ci", sha256)).isPresent();

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.find(token)).isEmpty();
        assertThat(tokens.grant("ci", sha256)).isEmpty();
        assertThat(store.all()).extracting(StoredToken::name).containsExactly("ci");
    }

    @Test
    void knowsATokensCurrentWorthByNameAndHash() {
        var tokens = tokens(sesame(Role.ENGINE));

        assertThat(tokens.grant("ops", HASH_OF_SESAME).map(Grant::caller)).contains(new Caller("ops", Role.ENGINE));
        assertThat(tokens.grant("ops", TokenHash.of("other").hex())).isEmpty();
        assertThat(tokens.grant("other", HASH_OF_SESAME)).isEmpty();
    }

    @Test
    void keepsWhomItKnowsWhileRedisIsAway() {
        var nowhere = RedisLink.to(vertx, "redis://127.0.0.1:1", Duration.ofSeconds(1));
        var tokens = new Tokens(sesame(Role.ADMIN), new TokenStore(nowhere, KEYS, new SecureRandom(), clock), clock);

        assertThatThrownBy(tokens::refresh).isInstanceOf(RedisFault.class);

        assertThat(tokens.loaded()).isFalse();
        assertThat(tokens.find("sesame")).isPresent();
    }

    @Test
    void makesTokensOf256RandomBitsAndKeepsOnlyTheirHashes() {
        var token = store.create("ci", Role.OPERATOR).orElseThrow();

        assertThat(token).matches("tgw_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}");
        assertThat(token.substring(47)).isEqualTo(TokenSecret.checksum(token.substring(4, 47)));
        var stored = redis.call("HGET", "tg:{0}:tokens", "ci").text();
        assertThat(stored).contains(TokenHash.of(token).hex(), "\"operator\"", "2026-11-23T10:00:00Z");
        assertThat(stored).doesNotContain(token);
        assertThat(store.all().toString()).doesNotContain(TokenHash.of(token).hex());
    }

    @Test
    void refusesANameThatIsTaken() {
        store.create("ci", Role.OPERATOR);

        assertThat(store.create("ci", Role.ADMIN)).isEmpty();
        assertThat(store.all()).extracting(StoredToken::role).containsExactly(Role.OPERATOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"sha256\":1,\"role\":2,\"createdAt\":3}",
                "{\"sha256\":\"zz\",\"role\":\"admin\",\"createdAt\":\"2026-11-23T10:00:00Z\"}",
            })
    void leavesOutWhatItCannotRead(String entry) {
        redis.call("HSET", KEYS.tokens(), "bad", entry);
        store.create("good", Role.ADMIN);

        assertThat(store.all()).extracting(StoredToken::name).containsExactly("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sesame", "12", "zz345678901234567890123456789012345678901234567890123456789012zz"})
    void refusesABadlyWrittenHashAndNamesTheSetting(String hash) {
        var config = config(Map.of("ops", token(hash, Role.ADMIN)));

        assertThatThrownBy(() -> tokens(config))
                .hasMessageStartingWith("Expected gateway.auth.tokens.ops.sha256 to be 64 hexadecimal digits")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void checksumsAreTheOnesThatScannersCompute() {
        // CRC-32 of "123456789" is cbf43926, the check value of the standard, which is 3421780262.
        assertThat(TokenSecret.checksum("123456789")).isEqualTo("3jZRME");
    }

    @Test
    void makesAFirstTokenOnlyWhenThereIsNoOther() {
        assertThat(new FirstToken(sesame(Role.VIEWER), store).make()).isEmpty();
        assertThat(store.all()).isEmpty();

        assertThat(new FirstToken(config(Map.of()), store).make()).isPresent();
        assertThat(new FirstToken(config(Map.of()), store).make()).isEmpty();
        assertThat(store.all()).extracting(StoredToken::role).containsExactly(Role.ADMIN);
    }

    @Test
    void makesOneFirstTokenForManyReplicasAtOnce() throws InterruptedException, ExecutionException {
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Optional<String>> first = () -> new FirstToken(config(Map.of()), store).make();
            var tokens = new ArrayList<Optional<String>>();
            for (var made : replicas.invokeAll(Collections.nCopies(8, first))) {
                tokens.add(made.get());
            }
            assertThat(tokens).filteredOn(Optional::isPresent).hasSize(1);
        }
    }

    private Tokens tokens(AccessConfig config) {
        return new Tokens(config, store, clock);
    }

    private static AccessConfig sesame(Role role) {
        return config(Map.of("ops", token(HASH_OF_SESAME, role)));
    }

    private static AccessConfig config(Map<String, AccessConfig.Token> tokens) {
        return GivenAccess.of(tokens);
    }

    private static AccessConfig.Token token(String sha256, Role role) {
        return GivenAccess.token(sha256, role);
    }
}
