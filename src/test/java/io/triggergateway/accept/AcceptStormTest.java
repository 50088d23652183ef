package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many senders at once, and a Redis without room. */
class AcceptStormTest {
    private static final int IDS = 100;
    private static final int COPIES = 200;
    private static final int WAVES = 4;

    @TempDir
    Path directory;

    private Vertx vertx;
    private EmbeddedRedis redis;

    @BeforeEach
    void opens() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stops() {
        vertx.close();
        redis.stop();
    }

    @Test
    void storesEveryDeliveryOnceHoweverOftenItComes() {
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "no");
        var link = RedisLink.to(vertx, redis.address(), Duration.ofSeconds(60));
        var door = GivenDoor.before(link).with("orders");

        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int wave = 0; wave < WAVES; wave++) {
            var answersOfWave = wave(link, door, wave);
            Future.join(answersOfWave).toCompletionStage().toCompletableFuture().join();
            answers.addAll(answersOfWave);
        }

        int fresh = 0;
        for (var answer : answers) {
            var outcome = RedisLink.await(answer);
            assertThat(outcome).isInstanceOf(AcceptOutcome.Stored.class);
            fresh += ((AcceptOutcome.Stored) outcome).allDuplicates() ? 0 : 1;
        }
        var ids = door.messages().stream().map(message -> message.get("id")).toList();
        assertThat(fresh).isEqualTo(IDS);
        assertThat(ids).hasSize(IDS);
        assertThat(new HashSet<>(ids)).hasSize(IDS);
    }

    /** All copies of some ids at once, fewer than may wait for Redis; Redis forgets the script in between. */
    private static List<Future<AcceptOutcome>> wave(RedisLink link, GivenDoor door, int wave) {
        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int copy = 0; copy < COPIES; copy++) {
            if (copy % 50 == 25) {
                link.send("SCRIPT", "FLUSH");
            }
            for (int id = wave; id < IDS; id += WAVES) {
                var firing = GivenFiring.of("delivery-" + id).make();
                answers.add(door.script().run(0, List.of(firing), door.room(false)));
            }
        }
        return answers;
    }

    @Test
    void neverSaysStoredWithoutAMessageWhenRedisIsFull() {
        redis = EmbeddedRedis.start(directory, 0, "--maxmemory", "4mb", "--appendfsync", "no");
        var link = RedisLink.to(vertx, redis.address(), Duration.ofSeconds(20));
        var door = GivenDoor.before(link).with("orders");

        int stored = 0;
        RedisFault fault = null;
        for (int i = 0; fault == null && i < 1000; i++) {
            try {
                assertThat(door.run(GivenFiring.of("delivery-" + i).data(new byte[50_000])))
                        .isInstanceOf(AcceptOutcome.Stored.class);
                stored++;
            } catch (RedisFault full) {
                fault = full;
            }
        }

        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(RedisFault.Kind.REFUSED);
        assertThat(stored).isPositive();
        assertThat(door.messages()).hasSize(stored);
        assertThat(link.call("KEYS", "tg:{0}:payload:*").size()).isEqualTo(stored);
    }
}
