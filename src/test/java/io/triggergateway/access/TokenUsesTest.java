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
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenUsesTest {
    private static final Keys KEYS = new Keys("tg", 1);

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static EmbeddedRedis server;
    private static RedisLink redis;

    private final HandMovedClock clock = new HandMovedClock();
    private final TokenUses uses = new TokenUses(redis, KEYS, clock);

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
    void writesOnceWhatWasNotedOften() {
        var first = clock.instant();
        uses.note("ci");
        clock.advance(Duration.ofSeconds(30));
        uses.note("ci");

        assertThat(redis.call("EXISTS", KEYS.tokenUses()).number()).isZero();
        uses.write();

        assertThat(redis.call("HGET", KEYS.tokenUses(), "ci").text()).isEqualTo("2026-11-23T10:00:30.000Z");
        assertThat(uses.all()).containsEntry("ci", first.plusSeconds(30));
        redis.call("FLUSHALL");
        uses.write();
        assertThat(uses.all()).isEmpty();
    }

    @Test
    void tellsTheLatestUseOfAllReplicas() {
        var other = new TokenUses(redis, KEYS, clock);
        other.note("ci");
        other.write();
        clock.advance(Duration.ofSeconds(1));
        uses.note("ci");

        assertThat(uses.all()).containsEntry("ci", clock.instant());
        assertThat(other.all()).containsEntry("ci", clock.instant().minusSeconds(1));
    }

    @Test
    void keepsWhatItCouldNotWrite() {
        var away = new TokenUses(RedisLink.to(vertx, "redis://127.0.0.1:1", Duration.ofSeconds(1)), KEYS, clock);
        away.note("ci");

        assertThatThrownBy(away::write).isInstanceOf(RedisFault.class);
        assertThatThrownBy(away::write).isInstanceOf(RedisFault.class);
    }

    @Test
    void forgetsARemovedToken() {
        uses.note("ci");
        uses.write();
        uses.note("ci");

        uses.forget("ci");
        uses.write();

        assertThat(uses.all()).isEmpty();
    }
}
