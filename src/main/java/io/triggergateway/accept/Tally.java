package io.triggergateway.accept;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Words;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts what triggers fire and refuse, by hour. It is gathered in memory and written every second, so that counting
 * costs a request no time; a replica that is killed forgets what it has not written.
 */
@Singleton
public final class Tally {
    /** How far back counts go. */
    public static final Duration WINDOW = Duration.ofDays(30);

    private static final int MOST_COUNTED = 50_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String DUPLICATE = "duplicate";
    private static final String REJECTED = "rejected";

    private final Keys keys;
    private final Script script;
    private final Clock clock;
    private final Set<Fired> fired = ConcurrentHashMap.newKeySet();
    private final Map<Kind, Count> counts = new ConcurrentHashMap<>();

    Tally(Keys keys, Scripts scripts, Clock clock) {
        this.keys = keys;
        this.script = scripts.load("count-firings");
        this.clock = clock;
    }

    /** A trigger that has fired here. */
    public record Fired(int partition, String trigger) {}

    private record Kind(int partition, String trigger, long hour, String status) {}

    private record Count(long number, long last) {
        Count plus(Count other) {
            return new Count(number + other.number, Math.max(last, other.last));
        }
    }

    /** What goes into one call of the script. */
    private record Place(int partition, String trigger, long hour) {
        static Place of(Kind kind) {
            return new Place(kind.partition(), kind.trigger(), kind.hour());
        }
    }

    /** Notes a request that a trigger refused; from any thread, without waiting. */
    public void rejected(int partition, String trigger) {
        count(partition, trigger, REJECTED, clock.millis(), 0);
    }

    /** The triggers that have fired on this replica since the last call. */
    public List<Fired> takeFired() {
        var taken = List.copyOf(fired);
        taken.forEach(fired::remove);
        return taken;
    }

    void note(int partition, AcceptOutcome outcome) {
        if (outcome instanceof AcceptOutcome.Stored(var firings)) {
            firings.forEach(firing -> note(partition, firing));
        }
    }

    private void note(int partition, AcceptOutcome.StoredFiring firing) {
        if (firing.duplicate()) {
            count(partition, firing.trigger(), DUPLICATE, clock.millis(), 0);
            return;
        }
        long time = firing.time().toEpochMilli();
        count(partition, firing.trigger(), Words.of(firing.status()), time, time);
        fired.add(new Fired(partition, firing.trigger()));
    }

    private void count(int partition, String trigger, String status, long time, long last) {
        add(new Kind(partition, trigger, time / HOUR, status), new Count(1, last));
    }

    private void add(Kind kind, Count count) {
        if (counts.size() < MOST_COUNTED || counts.containsKey(kind)) {
            counts.merge(kind, count, Count::plus);
        }
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Counting firings", this::flush);
    }

    /** Writes what was gathered; what cannot be written is kept for the next round. */
    void flush() {
        take().entrySet().stream()
                .collect(Collectors.groupingBy(entry -> Place.of(entry.getKey())))
                .forEach(this::writeOrKeep);
    }

    /** Each count leaves in one step: whatever is added at the same time is in it, or begins the next one. */
    private Map<Kind, Count> take() {
        var taken = new HashMap<Kind, Count>();
        for (var kind : counts.keySet()) {
            var count = counts.remove(kind);
            if (count != null) {
                taken.put(kind, count);
            }
        }
        return taken;
    }

    void flushAtTheEnd(@Observes ShutdownEvent event) {
        flush();
    }

    private void writeOrKeep(Place place, List<Map.Entry<Kind, Count>> taken) {
        try {
            write(place, taken);
        } catch (RedisFault away) {
            taken.forEach(entry -> add(entry.getKey(), entry.getValue()));
        }
    }

    private void write(Place place, List<Map.Entry<Kind, Count>> taken) {
        long last =
                taken.stream().mapToLong(entry -> entry.getValue().last()).max().orElse(0);
        var arguments = new ArrayList<Object>(List.of(place.hour(), WINDOW.toHours(), last, place.trigger()));
        taken.forEach(entry -> {
            arguments.add(entry.getKey().status());
            arguments.add(entry.getValue().number());
        });
        script.call(
                List.of(
                        keys.stats(place.partition(), place.trigger()),
                        keys.stats(place.partition(), ""),
                        keys.trigger(place.partition(), place.trigger()),
                        keys.fired(place.partition())),
                arguments);
    }
}
