package io.triggergateway.firing;

import io.triggergateway.accept.Tally;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What has fired and what was refused, counted by hour. Every method waits; for virtual threads. */
@Singleton
public final class Statistics {
    /** The most hours that are kept. */
    public static final int MOST_HOURS = Math.toIntExact(Tally.WINDOW.toHours());

    private final RedisLink redis;
    private final Keys keys;
    private final Partitions partitions;
    private final Clock clock;

    Statistics(RedisLink redis, Keys keys, Partitions partitions, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** Of one trigger. */
    public Counts of(int partition, String trigger) {
        var gathered = new Gathered();
        gathered.add(partition, trigger);
        return gathered.counts();
    }

    /** Of all triggers together; costs as much as there are partitions, however many triggers there are. */
    public Counts ofAll() {
        var gathered = new Gathered();
        partitions.all().forEach(partition -> gathered.add(partition, ""));
        return gathered.counts();
    }

    /** What the hashes say, added up. */
    private final class Gathered {
        private final Map<Long, Map<String, Long>> byHour = new TreeMap<>();
        private long last;

        void add(int partition, String trigger) {
            var fields = redis.call("HGETALL", keys.stats(partition, trigger));
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                add(fields.at(i).text(), fields.at(i + 1).number());
            }
        }

        private void add(String field, long number) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                byHour.computeIfAbsent(Long.parseLong(field.substring(0, colon)), hour -> new TreeMap<>())
                        .merge(field.substring(colon + 1), number, Long::sum);
            } else if (field.equals("last")) {
                last = Math.max(last, number);
            }
        }

        Counts counts() {
            return new Counts(byHour, last == 0 ? null : Instant.ofEpochMilli(last), clock.instant());
        }
    }
}
