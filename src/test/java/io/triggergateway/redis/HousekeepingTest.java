package io.triggergateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done again and again goes on, whatever a round meets. */
class HousekeepingTest {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int ROUNDS = 5;

    private final Housekeeping housekeeping = new Housekeeping();

    @AfterEach
    void ends() {
        housekeeping.stop(new ShutdownEvent());
    }

    @Test
    void doesTheWorkAgainAndAgain() throws InterruptedException {
        var rounds = new CountDownLatch(ROUNDS);

        housekeeping.every(PAUSE, PAUSE, "counting", rounds::countDown);

        assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void goesOnAfterABugAndWhileRedisIsAway() throws InterruptedException {
        var rounds = new CountDownLatch(ROUNDS);

        housekeeping.every(PAUSE, PAUSE, "failing", () -> {
            rounds.countDown();
            throw new IllegalStateException("a bug");
        });
        assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();

        var others = new CountDownLatch(ROUNDS);
        housekeeping.every(PAUSE, PAUSE, "asking", () -> {
            others.countDown();
            throw RedisFault.unavailable("a test");
        });
        assertThat(others.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void endsWithTheService() {
        var worker = new CompletableFuture<Thread>();
        housekeeping.every(PAUSE, PAUSE, "waiting", () -> worker.complete(Thread.currentThread()));
        var thread = worker.orTimeout(1, TimeUnit.MINUTES).join();

        housekeeping.stop(new ShutdownEvent());

        assertThat(thread.isAlive()).isFalse();
    }
}
