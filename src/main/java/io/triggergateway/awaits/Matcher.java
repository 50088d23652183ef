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
    private record Candidate(long generation, boolean whole) {
        static Candidate of(long member) {
            return new Candidate(Math.abs(member), member > 0);
        }
    }

    /** Goes through everyone in these buckets who has waited when it happened. */
    void match(int partition, Happened event, List<String> buckets) {
        for (var bucket : buckets) {
            var key = keys.awaitIndex(partition, event.trigger(), bucket);
            var cursor = "0";
            do {
                var page = redis.call("SSCAN", key, cursor, "COUNT", PAGE);
                cursor = page.at(0).text();
                matchAll(partition, event, candidates(page.at(1)));
            } while (!cursor.equals("0"));
        }
    }

    private static List<Candidate> candidates(Reply members) {
        return members.items().stream()
                .map(member -> Candidate.of(Long.parseLong(member.text())))
                .toList();
    }

    /** Whoever began to wait later looks back at it, if at all. */
    private static boolean waited(WaitingAwait await, Happened event) {
        var last = await.lastFiring();
        return last != null && event.position().isAfter(last);
    }

    private void matchAll(int partition, Happened event, List<Candidate> candidates) {
        var awaits = read(partition, candidates);
        for (int i = 0; i < candidates.size(); i++) {
            boolean whole = candidates.get(i).whole();
            awaits.get(i)
                    .filter(await -> waited(await, event))
                    .filter(await -> whole || tests.of(await).passes(event))
                    .ifPresent(await -> ending.end(await, event));
        }
    }

    private List<Optional<WaitingAwait>> read(int partition, List<Candidate> candidates) {
        var replies = candidates.stream()
                .map(candidate -> redis.send("GET", keys.await(partition, candidate.generation())))
                .toList();
        if (!replies.isEmpty()) {
            RedisLink.await(Future.all(replies));
        }
        var awaits = new ArrayList<Optional<WaitingAwait>>();
        for (int i = 0; i < candidates.size(); i++) {
            awaits.add(WaitingAwait.of(
                    partition, candidates.get(i).generation(), replies.get(i).result()));
        }
        return awaits;
    }
}
