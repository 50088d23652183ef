package io.triggergateway.firing;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What has fired last, over all triggers or of one, at a cost that does not grow with what there is. Which triggers have
 * fired is written every second; their logs know at once. Every method waits; for virtual threads.
 */
@Singleton
public final class Newest {
    /** The most firings that one look takes from a log. */
    public static final int MOST = 100;

    /** The most triggers that one look over all of them asks for their firings. */
    private static final int MOST_TRIGGERS = 100;

    private final RedisLink redis;
    private final Keys keys;
    private final Records records;
    private final Partitions partitions;
    private final Registry registry;

    Newest(RedisLink redis, Keys keys, Records records, Partitions partitions, Registry registry) {
        this.redis = redis;
        this.keys = keys;
        this.records = records;
        this.partitions = partitions;
        this.registry = registry;
    }

    /** A trigger and when it fired last. */
    public record Fired(CompiledTrigger trigger, Instant at) {}

    /**
     * What a look into a log has found.
     *
     * @param firings oldest first, without payloads
     * @param next where the next look starts
     */
    public record Found(List<Firing> firings, String next) {
        public Found {
            firings = List.copyOf(firings);
        }
    }

    /** Where the log of a trigger has what was fired at this instant or later. */
    public static String from(Instant time) {
        return Long.toString(Math.max(0, time.toEpochMilli()));
    }

    /** The time by the clock that makes positions. */
    public Instant now() {
        return RedisTime.now(redis);
    }

    /** The triggers that fired last, the last one first; within a second of it. */
    public List<Fired> triggers() {
        return partitions.all().stream()
                .flatMap(partition -> triggers(partition).stream())
                .sorted(Comparator.comparing(Fired::at).reversed())
                .limit(MOST_TRIGGERS)
                .toList();
    }

    private List<Fired> triggers(int partition) {
        var found = redis.call(
                "ZREVRANGEBYSCORE", keys.fired(partition), "+inf", "-inf", "WITHSCORES", "LIMIT", 0, MOST_TRIGGERS);
        return IntStream.range(0, found.size() / 2)
                .mapToObj(i -> registry.find(found.at(2 * i).text())
                        .map(trigger -> new Fired(
                                trigger,
                                Instant.ofEpochMilli(found.at(2 * i + 1).number()))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What a trigger has fired from a position on; of very many the newest. */
    public Found after(CompiledTrigger trigger, String position) {
        var lines = lines(trigger, position, MOST).reversed();
        var firings = read(lines);
        return new Found(
                firings, lines.isEmpty() ? position : "(" + lines.getLast().position());
    }

    /**
     * The newest firings over all triggers, newest first.
     *
     * @param limit 1 to {@link #MOST}
     */
    public List<Firing> overall(int limit) {
        var newest = new ArrayList<Line>();
        for (var fired : triggers()) {
            if (newest.size() == limit && newest.getLast().millis() > fired.at().toEpochMilli()) {
                break;
            }
            newest.addAll(lines(fired.trigger(), "-", limit));
            newest.sort(Comparator.comparing(Line::millis).reversed());
            newest.subList(Math.min(limit, newest.size()), newest.size()).clear();
        }
        return read(newest);
    }

    /** A line of a log. */
    private record Line(int partition, String position, String firingId) {
        long millis() {
            return Long.parseLong(position.substring(0, position.indexOf('-')));
        }
    }

    /** Newest first. */
    private List<Line> lines(CompiledTrigger trigger, String oldest, int most) {
        var log = keys.firings(trigger.partition(), trigger.name());
        return redis.call("XREVRANGE", log, "+", oldest, "COUNT", most).items().stream()
                .map(entry -> new Line(trigger.partition(), entry.at(0).text(), id(entry.at(1))))
                .toList();
    }

    private static String id(Reply fields) {
        return IntStream.range(0, fields.size() / 2)
                .filter(i -> fields.at(2 * i).text().equals("id"))
                .mapToObj(i -> fields.at(2 * i + 1).text())
                .findFirst()
                .orElse("");
    }

    /** In the same order; what has expired is left out. */
    private List<Firing> read(List<Line> lines) {
        return records.summaries(lines.stream()
                .map(line -> new Records.Place(line.partition(), line.firingId()))
                .toList());
    }
}
