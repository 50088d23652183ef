package io.triggergateway.handoff;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far behind each group was, minute by minute, as this replica has seen it since it started. Partitions of a stream
 * are added up; of a minute the most is kept.
 */
@Singleton
public final class LagHistory {
    /** How many minutes are kept. */
    public static final int MINUTES = 60;

    /** Groups come from engines; whoever makes thousands is not drawn, and fills no memory. */
    private static final int MOST_GROUPS = 200;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long UNSEEN = -1;

    private final Clock clock;
    private final Map<Name, Ring> rings = new TreeMap<>();

    LagHistory(Clock clock) {
        this.clock = clock;
    }

    private record Name(String stream, String group) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byStream = stream.compareTo(other.stream);
            return byStream == 0 ? group.compareTo(other.group) : byStream;
        }
    }

    /**
     * A group's last hour.
     *
     * @param stream as people know it
     * @param lags entries that it had not read, oldest minute first, {@link #MINUTES} of them; -1 where nobody looked
     * @param end the minute of the last one
     */
    public record Series(String stream, String group, List<Long> lags, Instant end) {
        public Series {
            lags = List.copyOf(lags);
        }
    }

    /** All groups that were seen within the hour, by stream. */
    public synchronized List<Series> lastHour() {
        long minute = clock.millis() / MINUTE;
        rings.values().removeIf(ring -> ring.isOver(minute));
        var all = new ArrayList<Series>();
        rings.forEach((name, ring) -> all.add(new Series(
                Streams.shown(name.stream), name.group, ring.upTo(minute), Instant.ofEpochMilli(minute * MINUTE))));
        return List.copyOf(all);
    }

    void learn(List<StreamState> states) {
        learn(states, clock.instant());
    }

    /** Instants only grow. */
    synchronized void learn(List<StreamState> states, Instant now) {
        long minute = now.toEpochMilli() / MINUTE;
        rings.values().removeIf(ring -> ring.isOver(minute));
        var sums = new HashMap<Name, Long>();
        for (var state : states) {
            state.groups()
                    .forEach(group ->
                            sums.merge(new Name(state.place().stream(), group.name()), group.unread(), Long::sum));
        }
        sums.forEach((name, lag) -> {
            if (rings.size() < MOST_GROUPS || rings.containsKey(name)) {
                rings.computeIfAbsent(name, any -> new Ring()).put(minute, lag);
            }
        });
    }

    /** The minutes of one group; a minute's place is its number modulo their count. */
    private static final class Ring {
        private final long[] minutes = new long[MINUTES];
        private final long[] lags = new long[MINUTES];
        private long newest;

        void put(long minute, long lag) {
            int at = (int) (minute % MINUTES);
            lags[at] = minutes[at] == minute ? Math.max(lags[at], lag) : lag;
            minutes[at] = minute;
            newest = minute;
        }

        boolean isOver(long now) {
            return now - newest >= MINUTES;
        }

        List<Long> upTo(long now) {
            var all = new ArrayList<Long>();
            for (long minute = now - MINUTES + 1; minute <= now; minute++) {
                int at = (int) (minute % MINUTES);
                all.add(minutes[at] == minute ? lags[at] : UNSEEN);
            }
            return all;
        }
    }
}
