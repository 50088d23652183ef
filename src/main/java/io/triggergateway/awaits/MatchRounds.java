package io.triggergateway.awaits;

import io.quarkus.runtime.ShutdownEvent;
import io.triggergateway.accept.MatchBell;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Rounds;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** One virtual thread that matches what firings have left: at once when this replica took them, else every second. */
@Singleton
public final class MatchRounds {
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final MatchList list;
    private final Keys keys;
    private final Rounds rounds;

    MatchRounds(MatchList list, Keys keys, MatchBell bell) {
        this.list = list;
        this.keys = keys;
        this.rounds = new Rounds(
                "await-matches", "Events cannot be matched with those who wait for them", LONGEST_SLEEP, this::round);
        bell.onRing(partition -> rounds.wake());
    }

    /** Starts; to be called once Redis is there. */
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

    private Duration round() {
        Turns.each(keys.all(), this::round);
        return LONGEST_SLEEP;
    }

    private void round(int partition) {
        try {
            while (rounds.running() && (list.takeNew(partition) | list.takeOver(partition, MatchList.PATIENCE))) {
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
