package io.triggergateway.awaits;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads awaits. Every method waits; for virtual threads. */
@Singleton
final class AwaitStore {
    private final RedisLink redis;
    private final Keys keys;

    AwaitStore(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** How it stands with a step; where the index knows nothing of it, every partition may still know how it ended. */
    AwaitState find(Place place) {
        var known = indexed(place).flatMap(entry -> waiting(entry.partition(), entry.generation()));
        if (known.isPresent()) {
            return new AwaitState.Waiting(known.get());
        }
        return IntStream.range(0, keys.partitions())
                .mapToObj(partition -> ended(place, partition))
                .flatMap(Optional::stream)
                .findFirst()
                .<AwaitState>map(AwaitState.Ended::new)
                .orElseGet(AwaitState.Unknown::new);
    }

    /** The steps of a run that wait. */
    List<WaitingAwait> ofRun(String runId) {
        var flat = redis.call("HGETALL", keys.runAwaits(new Place(runId, "").home(keys), runId));
        var found = new ArrayList<WaitingAwait>();
        for (int i = 0; i < flat.size(); i += 2) {
            if (Place.of(flat.at(i).text()).runId().equals(runId)) {
                var entry = Entry.of(flat.at(i + 1).text());
                waiting(entry.partition(), entry.generation()).ifPresent(found::add);
            }
        }
        return found;
    }

    Optional<WaitingAwait> waiting(int partition, long generation) {
        return WaitingAwait.of(partition, generation, redis.call("GET", keys.await(partition, generation)));
    }

    Optional<EndedAwait> ended(Place place, int partition) {
        var record = redis.call("GET", keys.awaited(partition, place.text())).textOrNull();
        return record == null ? Optional.empty() : Optional.of(EndedAwait.of(place, record));
    }

    /** Generation, place and path that a token opens or has opened; null for none. */
    @Nullable
    String opened(int partition, String tokenHash) {
        return redis.call("GET", keys.awaitToken(partition, tokenHash)).textOrNull();
    }

    /** The clock that deadlines go by. */
    long now() {
        var time = redis.call("TIME");
        return time.at(0).number() * 1000 + time.at(1).number() / 1000;
    }

    private Optional<Entry> indexed(Place place) {
        var entry = redis.call("HGET", keys.runAwaits(place.home(keys), place.runId()), place.text())
                .textOrNull();
        return entry == null ? Optional.empty() : Optional.of(Entry.of(entry));
    }

    /** Where an await lies, or is going to, as the index of its run says. */
    private record Entry(int partition, long generation) {
        static Entry of(String text) {
            var parts = text.split(" ", 3);
            return new Entry(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
    }
}
