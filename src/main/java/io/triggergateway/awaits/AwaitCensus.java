package io.triggergateway.awaits;

import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.telemetry.AwaitMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Looks every few seconds how many awaits there are and have been, for the metrics. */
@Singleton
final class AwaitCensus {
    private static final String REGISTERED = " registered";

    private final RedisLink redis;
    private final Keys keys;
    private final AwaitMetrics metrics;

    AwaitCensus(RedisLink redis, Keys keys, AwaitMetrics metrics) {
        this.redis = redis;
        this.keys = keys;
        this.metrics = metrics;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(5), "Counting awaits", this::look);
    }

    void look() {
        long waiting = 0;
        var counts = new HashMap<String, Long>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            waiting += redis.call("ZCARD", keys.awaitsDue(partition)).number();
            var flat = redis.call("HGETALL", keys.awaitCounts(partition));
            for (int i = 0; i < flat.size(); i += 2) {
                counts.merge(flat.at(i).text(), Long.parseLong(flat.at(i + 1).text()), Long::sum);
            }
        }
        show(waiting, counts);
    }

    private void show(long waiting, Map<String, Long> counts) {
        var registered = new HashMap<String, Long>();
        counts.forEach((words, count) -> {
            if (words.endsWith(REGISTERED)) {
                registered.put(words.substring(0, words.length() - REGISTERED.length()), count);
            } else {
                int space = words.indexOf(' ');
                metrics.showEnded(words.substring(0, space), words.substring(space + 1), count);
            }
        });
        metrics.show(waiting, registered);
    }
}
