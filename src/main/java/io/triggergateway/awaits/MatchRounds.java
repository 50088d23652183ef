package io.triggergateway.awaits;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.triggergateway.accept.MatchBell;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One virtual thread that matches what firings have left: at once when this replica took them, else every second. */
@Singleton
public final class MatchRounds {
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final MatchList list;
    private final Keys keys;
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    MatchRounds(MatchList list, Keys keys, MatchBell bell) {
        this.list = list;
        this.keys = keys;
        bell.onRing(partition -> LockSupport.unpark(thread));
    }

    /** Starts; to be called once Redis is there. */
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("await-matches").start(this::run);
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

    private void run() {
        while (running) {
            LockSupport.parkNanos(round().toNanos());
        }
    }

    private Duration round() {
        try {
            for (int partition = 0; partition < keys.partitions() && running; partition++) {
                round(partition);
            }
            return LONGEST_SLEEP;
        } catch (RedisFault away) {
            return PAUSE;
        } catch (RuntimeException bug) {
            Log.error("Events cannot be matched with those who wait for them", bug);
            return LONGEST_SLEEP;
        }
    }

    private void round(int partition) {
        try {
            while (running && (list.takeNew(partition) | list.takeOver(partition, MatchList.PATIENCE))) {
                Thread.yield();
            }
        } catch (RedisFault fault) {
            if (!fault.isNoGroup()) {
                throw fault;
            }
            list.prepare(partition);
        }
    }
}
