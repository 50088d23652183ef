package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static EmbeddedRedis server;
    private static RedisLink redis;

    private final GivenAccess access = new GivenAccess(redis, GivenAccess.of(Map.of()));

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
    void knowsWhoHasLoggedIn() {
        var begun = begin(Role.OPERATOR);

        var open = find(begun.id()).orElseThrow();

        assertThat(open.caller()).isEqualTo(new Caller("ada", Role.OPERATOR));
        assertThat(open.session()).isEqualTo(begun.session());
        assertThat(begun.session().endsAt()).isEqualTo(access.clock.instant().plus(GivenAccess.LIFETIME));
    }

    @Test
    void keepsNeitherTheSecretOfTheCookieNorTheToken() {
        var begun = begin(Role.OPERATOR);
        var keys = redis.call("KEYS", "*").items().stream()
                .map(key -> key.text())
                .filter(key -> key.contains("session"))
                .toList();

        assertThat(keys).hasSize(1).allSatisfy(key -> assertThat(key).doesNotContain(begun.id()));
        assertThat(redis.call("GET", keys.getFirst()).text()).doesNotContain(begun.id(), "tgw_");
        assertThat(begun.toString()).doesNotContain(begun.id());
    }

    @Test
    void givesEachSessionATokenAgainstForgery() {
        var one = begin(Role.OPERATOR);
        var other = begin(grant("ada"));

        assertThat(one.session().csrfToken())
                .hasSize(64)
                .isNotEqualTo(other.session().csrfToken());
        assertThat(one.id()).doesNotContain(one.session().csrfToken());
    }

    @Test
    void endsWithItsLifetimeHoweverBusy() {
        var begun = begin(Role.ADMIN);

        access.clock.advance(GivenAccess.LIFETIME.minus(MOMENT));
        assertThat(find(begun.id())).isPresent();

        access.clock.advance(MOMENT);
        assertThat(find(begun.id())).isEmpty();
        assertThat(access.sessions.isFamiliar(begun.id())).isFalse();
    }

    @Test
    void isForgottenByRedisWhenNobodyAsksForIt() {
        var begun = begin(Role.ADMIN);
        var key = "tg:{0}:session:" + TokenHash.of(begun.id()).hex();
        assertThat(redis.call("PTTL", key).number()).isBetween(1L, GivenAccess.IDLE.toMillis());
        redis.call("PEXPIRE", key, 100_000);

        find(begun.id());
        assertThat(redis.call("PTTL", key).number()).isGreaterThan(100_000);

        access.clock.advance(GivenAccess.LIFETIME.minus(MOMENT));
        find(begun.id());
        assertThat(redis.call("PTTL", key).number()).isBetween(1L, MOMENT.toMillis());
    }

    @Test
    void endsWithItsToken() {
        var begun = begin(Role.ADMIN);
        access.store.remove("ada");
        access.tokens.refresh();

        assertThat(find(begun.id())).isEmpty();
        // One of the same name is another token.
        access.store.create("ada", Role.ADMIN);
        access.tokens.refresh();
        assertThat(find(begun.id())).isEmpty();
    }

    @Test
    void endsWhenItsUserLogsOut() {
        var begun = begin(Role.ADMIN);

        RedisLink.await(access.sessions.end(begun.id()));

        assertThat(find(begun.id())).isEmpty();
    }

    @Test
    void doesNotOutlastACredentialOfAnIssuer() {
        var until = access.clock.instant().plusSeconds(60);
        var begun = begin(new Grant(new Caller("jwt:ada", Role.VIEWER), null, until));
        assertThat(find(begun.id()).map(Sessions.Open::caller)).contains(new Caller("jwt:ada", Role.VIEWER));

        access.clock.advance(Duration.ofSeconds(60));
        assertThat(find(begun.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../x", "tg:{0}:tokens", "0123456789012345678901234567890123456789012"})
    void knowsNobodyElse(String id) {
        begin(Role.ADMIN);

        assertThat(find(id)).isEmpty();
    }

    @Test
    void cannotSayBeforeTheTokensWereRead() {
        var begun = begin(Role.ADMIN);
        var replica = new GivenAccess(redis, GivenAccess.of(Map.of()));

        assertThat(replica.sessions.find(begun.id()).toCompletionStage()).failsWithin(Duration.ofMinutes(1));
        replica.tokens.refresh();
        assertThat(RedisLink.await(replica.sessions.find(begun.id()))).isPresent();
    }

    private Sessions.Begun begin(Role role) {
        access.store.create("ada", role).orElseThrow();
        access.tokens.refresh();
        return begin(grant("ada"));
    }

    private Grant grant(String name) {
        var sha256 = access.store.all().stream()
                .filter(token -> token.name().equals(name))
                .map(StoredToken::sha256)
                .findFirst()
                .orElseThrow();
        return access.tokens.grant(name, sha256).orElseThrow();
    }

    private Sessions.Begun begin(Grant grant) {
        return RedisLink.await(access.sessions.begin(grant));
    }

    private Optional<Sessions.Open> find(String id) {
        return RedisLink.await(access.sessions.find(id));
    }
}
