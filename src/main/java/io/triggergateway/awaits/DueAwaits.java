package io.triggergateway.awaits;

import io.triggergateway.accept.DurableWrite;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.telemetry.AwaitMetrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The owner of {@code due-awaits.lua}: ends and reminds of what is due by the clock of Redis. Waits. */
@Singleton
final class DueAwaits {
    /** Few enough that the script holds nobody up. */
    static final int PAGE = 100;

    private static final int HEAD = 3;
    private static final int FIELDS = 6;

    private final Leftovers leftovers;
    private final DurableWrite durable;
    private final Keys keys;
    private final AwaitMetrics metrics;
    private final Script script;

    DueAwaits(Leftovers leftovers, DurableWrite durable, Keys keys, AwaitMetrics metrics, Scripts scripts) {
        this.leftovers = leftovers;
        this.durable = durable;
        this.keys = keys;
        this.metrics = metrics;
        this.script = scripts.load("due-awaits");
    }

    /**
     * What one look has done.
     *
     * @param next how long until there is something to do; zero when there is already, null when nothing waits
     */
    record Round(int ended, int reminded, @Nullable Duration next) {}

    Round settle(int partition) {
        var reply = RedisLink.await(durable.run(script, List.of(keys.partition(partition)), List.of(PAGE)));
        int ended = 0;
        for (int i = HEAD; i < reply.size(); i += FIELDS) {
            clear(partition, reply, i);
            metrics.late(reply.at(i + 2).text(), lateness(reply, i));
            ended++;
        }
        return new Round(ended, (int) reply.at(2).number(), next(reply));
    }

    private void clear(int partition, Reply reply, int at) {
        if (reply.at(at + 4).text().equals("0")) {
            long generation = Long.parseLong(reply.at(at + 1).text());
            var place = Place.of(reply.at(at).text());
            leftovers.clear(
                    partition, place, partition, generation, reply.at(at + 3).text());
        }
    }

    private static Duration lateness(Reply reply, int at) {
        long now = Long.parseLong(reply.at(0).text()) / 1000;
        return Duration.ofMillis(
                Math.max(0, now - Long.parseLong(reply.at(at + 5).text())));
    }

    private static @Nullable Duration next(Reply reply) {
        var next = reply.at(1).text();
        if (next.isEmpty()) {
            return null;
        }
        long micros = Math.round(Double.parseDouble(next) * 1000)
                - Long.parseLong(reply.at(0).text());
        return Duration.ofNanos(Math.max(0, micros) * 1000);
    }
}
