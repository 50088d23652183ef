package io.triggergateway.awaits;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What waits, partition by partition, those first that end first. Waits; for virtual threads. */
@Singleton
public final class AwaitList {
    private static final int PAGE = 200;

    /** A filter that fits little does not read everything for one call; the page is shorter then, and has a cursor. */
    private static final int MOST_READ = 5_000;

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,4})\\.(\\d{1,16})\\.(\\d{1,18})");

    private final RedisLink redis;
    private final Keys keys;
    private final AwaitStore store;

    AwaitList(RedisLink redis, Keys keys, AwaitStore store) {
        this.redis = redis;
        this.keys = keys;
        this.store = store;
    }

    /** Whether a text is where a list may go on. */
    public static boolean isCursor(String text) {
        return CURSOR.matcher(text).matches();
    }

    /** How it stands with one step. */
    public AwaitState find(Place place) {
        return store.find(place);
    }

    /** All that one run waits for, by step. */
    public List<WaitingAwait> ofRun(String runId) {
        return store.ofRun(runId).stream()
                .sorted(Comparator.comparing(await -> await.place().stepId()))
                .toList();
    }

    /**
     * A part of the list.
     *
     * @param cursor null for the first part
     */
    public AwaitPage list(AwaitQuery query, int limit, @Nullable String cursor) {
        var runId = query.runId();
        if (runId != null) {
            return new AwaitPage(ofRun(runId).stream().filter(query::wants).toList(), null);
        }
        var position = cursor == null ? new Position(0, 0, 0) : Position.of(cursor);
        var found = new ArrayList<WaitingAwait>();
        for (int read = 0; read < MOST_READ || position.generation() == 0; ) {
            var places = after(position);
            for (var place : places) {
                read++;
                position = place;
                store.waiting(place.partition(), place.generation())
                        .filter(query::wants)
                        .ifPresent(found::add);
                if (found.size() == limit) {
                    return new AwaitPage(found, position.cursor());
                }
            }
            if (places.size() < PAGE) {
                if (position.partition() + 1 >= keys.partitions()) {
                    return new AwaitPage(found, null);
                }
                position = new Position(position.partition() + 1, 0, 0);
            }
        }
        return new AwaitPage(found, position.cursor());
    }

    /** An await within all; 0 is before all of that time. */
    private record Position(int partition, long score, long generation) {
        static Position of(String cursor) {
            var parts = CURSOR.matcher(cursor);
            return parts.matches()
                    ? new Position(
                            Integer.parseInt(parts.group(1)),
                            Long.parseLong(parts.group(2)),
                            Long.parseLong(parts.group(3)))
                    : new Position(0, 0, 0);
        }

        String cursor() {
            return "%d.%d.%d".formatted(partition, score, generation);
        }
    }

    /** The next ones; fewer than a page only at the end of the partition. */
    private List<Position> after(Position position) {
        var next = new ArrayList<Position>();
        for (int offset = 0; next.size() < PAGE; offset += PAGE) {
            var reply = redis.call(
                    "ZRANGE",
                    keys.awaitsDue(position.partition()),
                    position.score(),
                    "+inf",
                    "BYSCORE",
                    "LIMIT",
                    offset,
                    PAGE,
                    "WITHSCORES");
            for (int i = 0; i < reply.size() && next.size() < PAGE; i += 2) {
                long score = (long) Double.parseDouble(reply.at(i + 1).text());
                var generation = reply.at(i).text();
                // Redis sorts them as texts.
                if (score > position.score() || generation.compareTo(Long.toString(position.generation())) > 0) {
                    next.add(new Position(position.partition(), score, Long.parseLong(generation)));
                }
            }
            if (reply.size() < 2 * PAGE) {
                break;
            }
        }
        return next;
    }
}
