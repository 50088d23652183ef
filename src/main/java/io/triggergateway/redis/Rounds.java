package io.triggergateway.redis;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One virtual thread that looks at Redis round by round: it sleeps as long as each round says, can be woken, and ends
 * with the round under way.
 */
public final class Rounds {
    /** For Redis to come back. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private final String name;
    private final String complaint;
    private final Duration afterBug;
    private final Duration first;
    private final Supplier<Duration> round;
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    /**
     * @param name of the thread
     * @param complaint what the log says of a round that fails for another reason than Redis
     * @param afterBug how long to sleep after such a round
     * @param round may wait, and may throw; answers how long to sleep after it
     */
    public Rounds(String name, String complaint, Duration afterBug, Supplier<Duration> round) {
        this(name, complaint, afterBug, Duration.ZERO, round);
    }

    /** As the other, with a sleep before the first round. */
    Rounds(String name, String complaint, Duration afterBug, Duration first, Supplier<Duration> round) {
        this.name = name;
        this.complaint = complaint;
        this.afterBug = afterBug;
        this.first = first;
        this.round = round;
    }

    /** Begins with a round, at once where no sleep before it is wished for. */
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** False once it is to end: a long round asks between its parts. */
    public boolean running() {
        return running;
    }

    /** The next round comes at once; before the start, and after the end, this does nothing. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Returns when the round under way is over. */
    public void stop() {
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
        LockSupport.parkNanos(first.toNanos());
        while (running) {
            LockSupport.parkNanos(once().toNanos());
        }
    }

    private Duration once() {
        try {
            return round.get();
        } catch (RedisFault away) {
            return PAUSE;
        } catch (RuntimeException bug) {
            Log.error(complaint, bug);
            return afterBug;
        }
    }
}
