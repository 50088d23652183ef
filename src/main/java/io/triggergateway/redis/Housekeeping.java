package io.triggergateway.redis;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this replica does again and again beside its requests. It goes by how long a pause has lasted and never by the time
 * of day: a clock that is set back by an hour would otherwise stop it for that hour (see docs/adr/0010).
 */
@Singleton
public final class Housekeeping {
    /** The start has the processor to itself until then. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final List<Rounds> chores = new CopyOnWriteArrayList<>();

    /** As the other, for the first time after a second. */
    public void every(Duration pause, String chore, Runnable work) {
        every(pause, SETTLED, chore, work);
    }

    /**
     * Does {@code work} on a virtual thread of its own until the replica ends, never twice at once. While Redis is away it
     * fails in silence, as readiness tells of that; any other fault is logged. It is tried again after the next pause.
     *
     * @param pause between its end and its next beginning
     * @param first until it is done for the first time
     * @param chore what the log says has failed, such as "Trimming of the streams"
     */
    public void every(Duration pause, Duration first, String chore, Runnable work) {
        var rounds = new Rounds(chore, "Failed, and is tried again: " + chore, pause, first, () -> {
            attempt(chore, work);
            return pause;
        });
        chores.add(rounds);
        rounds.start();
    }

    private static void attempt(String chore, Runnable work) {
        try {
            work.run();
        } catch (RedisFault fault) {
            if (fault.kind() == RedisFault.Kind.BROKEN) {
                Log.warnf("%s: %s", chore, fault.getMessage());
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        chores.forEach(Rounds::stop);
    }
}
