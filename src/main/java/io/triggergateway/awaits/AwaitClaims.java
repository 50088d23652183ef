package io.triggergateway.awaits;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The owner of {@code claim-await.lua}: one place has one await, in whichever partition. Waits. */
@Singleton
final class AwaitClaims {
    /** Longer than any registration takes; a sixth of the time after which a claim without an await is swept. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Keys keys;
    private final AwaitStore store;
    private final Script script;

    AwaitClaims(Keys keys, AwaitStore store, Scripts scripts) {
        this.keys = keys;
        this.store = store;
        this.script = scripts.load("claim-await");
    }

    /** What came of a claim. */
    sealed interface Claimed {
        /** The await may be stored there; a second registration of the same gets the same. */
        record Yes(int partition, long generation) implements Claimed {}

        /** Another await has the place, or is about to. */
        record Other() implements Claimed {}

        record Ended(EndedAwait await) implements Claimed {}
    }

    Claimed claim(Place place, int partition, String body, String path) {
        return claim(place, partition, body, path, Optional.empty());
    }

    private Claimed claim(Place place, int partition, String body, String path, Optional<Long> gone) {
        var reply = script.call(
                List.of(keys.partition(place.home(keys))),
                List.of(
                        place.runId(),
                        place.stepId(),
                        partition,
                        body,
                        path.isEmpty() ? "-" : path,
                        PATIENCE.toMillis(),
                        gone.map(String::valueOf).orElse("")));
        return switch (reply.at(0).text()) {
            case "claimed" -> new Claimed.Yes(partition, reply.at(1).number());
            case "ended" -> new Claimed.Ended(EndedAwait.of(place, reply.at(1).text()));
            default -> {
                int there = Integer.parseInt(reply.at(1).text());
                long generation = Long.parseLong(reply.at(2).text());
                boolean same = reply.at(3).text().equals("1");
                boolean old = reply.at(4).text().equals("1");
                if (same) {
                    yield new Claimed.Yes(there, generation);
                }
                yield old && gone.isEmpty() && store.waiting(there, generation).isEmpty()
                        ? claim(place, partition, body, path, Optional.of(generation))
                        : new Claimed.Other();
            }
        };
    }
}
