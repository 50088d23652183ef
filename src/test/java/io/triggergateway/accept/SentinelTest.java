package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.GivenSentinels;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover by real Sentinels: what was accepted before is there, and the same connection goes on with the new master. */
class SentinelTest {
    private static final int MANY = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    @TempDir
    static Path directory;

    @Test
    void losesAndDoublesNothingWhenTheMasterIsKilled() throws IOException {
        var vertx = Vertx.vertx();
        try (var sentinels = GivenSentinels.start(directory)) {
            var link =
                    RedisLink.toSentinels(vertx, sentinels.addresses(), GivenSentinels.MASTER, Duration.ofSeconds(2));
            var door = GivenDoor.waitingForAReplica(link).with("orders");
            for (int i = 0; i < MANY; i++) {
                stored(door, "before-" + i);
            }

            sentinels.failOver();
            // There is no replica yet that could confirm; what is written now is written by the retries.
            attempt(door, "unconfirmed");
            sentinels.bringBack();
            for (int i = 0; i < MANY; i++) {
                stored(door, "before-" + i);
                stored(door, "after-" + i);
            }
            stored(door, "unconfirmed");

            assertThat(door.messages()).hasSize(2 * MANY + 1);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void stored(GivenDoor door, String id) {
        long start = System.nanoTime();
        while (!attempt(door, id)) {
            assertThat(System.nanoTime() - start).as("waiting for %s", id).isLessThan(PATIENCE.toNanos());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean attempt(GivenDoor door, String id) {
        try {
            return door.run(GivenFiring.of(id)) instanceof AcceptOutcome.Stored;
        } catch (RedisFault away) {
            return false;
        }
    }
}
