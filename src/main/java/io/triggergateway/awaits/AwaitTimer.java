package io.triggergateway.awaits;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The clock of this replica for awaits: one virtual thread that sleeps until the next one is due. Every replica has one;
 * what is due is ended in one script, by whoever comes first.
 */
@Singleton
public final class AwaitTimer {
    /** Whoever registers wakes its own replica; should that stop, others are no later than this. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(2);

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DueAwaits due;
    private final Keys keys;
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    AwaitTimer(DueAwaits due, Keys keys) {
        this.due = due;
        this.keys = keys;
    }

    /** Starts; to be called once the streams are there. */
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("awaits").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Returns when the round under way is over. */
    void stop() {
        running = false;
        var sleeper = thread;
        LockSupport.unpark(sleeper);
        try {
            if (sleeper != null) {
                sleeper.join(LONGEST_ROUND);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something may be due earlier than was known. */
    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (running) {
            LockSupport.parkNanos(round().toNanos());
        }
    }

    private Duration round() {
        try {
            var sleep = LONGEST_SLEEP;
            for (int partition = 0; partition < keys.partitions() && running; partition++) {
                var next = due.settle(partition).next();
                sleep = next != null && next.compareTo(sleep) < 0 ? next : sleep;
            }
            return sleep;
        } catch (RedisFault away) {
            return PAUSE;
        } catch (RuntimeException bug) {
            Log.error("Awaits cannot be looked at", bug);
            return PAUSE;
        }
    }
}
