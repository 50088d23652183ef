package io.triggergateway.awaits;

import io.quarkus.runtime.ShutdownEvent;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Rounds;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The clock of this replica for awaits: one virtual thread that sleeps until the next one is due. Every replica has one;
 * what is due is ended in one script, by whoever comes first.
 */
@Singleton
public final class AwaitTimer {
    /** Whoever registers wakes its own replica; should that stop, others are no later than this. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DueAwaits due;
    private final Keys keys;
    private final Rounds rounds;

    AwaitTimer(DueAwaits due, Keys keys) {
        this.due = due;
        this.keys = keys;
        this.rounds = new Rounds("awaits", "Awaits cannot be looked at", PAUSE, this::round);
    }

    /** Starts; to be called once the streams are there. */
    public void start() {
        rounds.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Returns when the round under way is over. */
    void stop() {
        rounds.stop();
    }

    /** Something may be due earlier than was known. */
    void wake() {
        rounds.wake();
    }

    private Duration round() {
        var turns = new Turns();
        var sleep = LONGEST_SLEEP;
        for (int partition = 0; partition < keys.partitions() && rounds.running(); partition++) {
            var here = partition;
            var next = turns.take(() -> next(here), LONGEST_SLEEP);
            sleep = next.compareTo(sleep) < 0 ? next : sleep;
        }
        turns.end();
        return sleep;
    }

    private Duration next(int partition) {
        var next = due.settle(partition).next();
        return next == null ? LONGEST_SLEEP : next;
    }
}
