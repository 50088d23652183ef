package io.triggergateway.awaits;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.redis.Turns;
import io.triggergateway.registry.PathClaims;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Clears away what an await has in other partitions, its path and its entry in the index of its run, once it has ended
 * or when it was claimed and never stored. Whoever ends an await does so at once; what fails then is found here.
 */
@Singleton
final class Leftovers {
    private static final int PAGE = 100;
    private static final String NO_PATH = "-";

    private final RedisLink redis;
    private final Keys keys;
    private final PathClaims paths;
    private final AwaitStore store;
    private final Script unclaim;

    Leftovers(RedisLink redis, Keys keys, Scripts scripts, PathClaims paths, AwaitStore store) {
        this.redis = redis;
        this.keys = keys;
        this.paths = paths;
        this.store = store;
        this.unclaim = scripts.load("unclaim-await");
    }

    /** Clears after an await that is over; a fault is no matter, as a later round does it. */
    void clear(int notedIn, Place place, int partition, long generation, String path) {
        try {
            remove(place, partition, generation, path);
            forget(notedIn, place, partition, generation, path);
        } catch (RedisFault away) {
            // The next round finds it.
        }
    }

    /** Takes a note off that is not needed any more. */
    void forget(int notedIn, Place place, int partition, long generation, String path) {
        redis.call("ZREM", keys.awaitsCheck(notedIn), entry(place, partition, generation, path));
    }

    /** What finds an await from its path. */
    static String claim(Place place, int partition, long generation) {
        return "%s %d %d".formatted(place.text(), partition, generation);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Removing what awaits left", this::look);
    }

    void look() {
        try {
            Turns.each(keys.all(), this::look);
        } catch (RedisFault away) {
            // As above.
        }
    }

    private void look(int notedIn) {
        var due = redis.call("ZRANGE", keys.awaitsCheck(notedIn), "-inf", store.now(), "BYSCORE", "LIMIT", 0, PAGE);
        Turns.each(due.items(), entry -> look(notedIn, entry.text()));
    }

    private void look(int notedIn, String entry) {
        var parts = entry.split(" ", 4);
        var place = Place.of(parts[0]);
        int partition = Integer.parseInt(parts[1]);
        long generation = Long.parseLong(parts[2]);
        if (store.waiting(partition, generation).isEmpty()) {
            remove(place, partition, generation, parts[3]);
        }
        redis.call("ZREM", keys.awaitsCheck(notedIn), entry);
    }

    private void remove(Place place, int partition, long generation, String path) {
        if (!path.isEmpty() && !path.equals(NO_PATH)) {
            RedisLink.await(paths.free(path, claim(place, partition, generation)));
        }
        unclaim.call(
                List.of(keys.partition(place.home(keys))),
                List.of(place.runId(), place.stepId(), partition, generation));
    }

    private static String entry(Place place, int partition, long generation, String path) {
        return "%s %s".formatted(claim(place, partition, generation), path.isEmpty() ? NO_PATH : path);
    }
}
