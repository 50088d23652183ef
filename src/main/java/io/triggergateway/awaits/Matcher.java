package io.triggergateway.awaits;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which awaits an event ends that the door has only found by some of what they demand. It may be done twice
 * and by two replicas at once: each await still ends once. Waits.
 */
@Singleton
final class Matcher {
    private static final int PAGE = 200;
    private static final String WHOLE = "whole";

    private final EventTests tests;
    private final EventEnding ending;
    private final RedisLink redis;
    private final Keys keys;

    Matcher(EventTests tests, EventEnding ending, RedisLink redis, Keys keys) {
        this.tests = tests;
        this.ending = ending;
        this.redis = redis;
        this.keys = keys;
    }

    /** An await that is to be looked at; whole when it demands nothing else. */
    private record Candidate(Place place, boolean whole) {}

    /** Goes through everyone in these buckets who has waited when it happened. */
    void match(int partition, Happened event, List<String> buckets) {
        for (var bucket : buckets) {
            var key = keys.awaitIndex(partition, event.trigger(), bucket);
            var cursor = "0";
            do {
                var page = redis.call("HSCAN", key, cursor, "COUNT", PAGE);
                cursor = page.at(0).text();
                matchAll(partition, event, candidates(page.at(1), event));
            } while (!cursor.equals("0"));
        }
    }

    private static List<Candidate> candidates(Reply pairs, Happened event) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            var entry = pairs.at(i + 1).text().split(" ", 2);
            // Whoever began to wait later looks back at it, if at all.
            if (event.position().isAfter(LogPosition.of(entry[1]))) {
                candidates.add(new Candidate(Place.of(pairs.at(i).text()), entry[0].equals(WHOLE)));
            }
        }
        return candidates;
    }

    private void matchAll(int partition, Happened event, List<Candidate> candidates) {
        var awaits = read(partition, candidates);
        for (int i = 0; i < candidates.size(); i++) {
            boolean whole = candidates.get(i).whole();
            awaits.get(i)
                    .filter(await -> whole || tests.of(await).passes(event))
                    .ifPresent(await -> ending.end(await, event));
        }
    }

    private List<Optional<WaitingAwait>> read(int partition, List<Candidate> candidates) {
        var replies = candidates.stream()
                .map(candidate -> redis.send(
                        "HGETALL", keys.await(partition, candidate.place().text())))
                .toList();
        if (!replies.isEmpty()) {
            RedisLink.await(Future.all(replies));
        }
        var awaits = new ArrayList<Optional<WaitingAwait>>();
        for (int i = 0; i < candidates.size(); i++) {
            awaits.add(WaitingAwait.of(
                    candidates.get(i).place(), partition, replies.get(i).result()));
        }
        return awaits;
    }
}
