package io.triggergateway.handoff;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a consumer group is.
 *
 * @param unread entries that were never delivered to it
 * @param exact false where both sides of its position are too long to be counted
 * @param pending entries that were delivered and not acknowledged
 * @param oldest age of the oldest entry that it has not acknowledged; null when it has acknowledged all
 */
record GroupState(
        String name,
        long unread,
        boolean exact,
        long pending,
        @Nullable Duration oldest,
        List<Consumer> consumers) {
    private static final Duration QUIET = Duration.ofSeconds(30);

    GroupState {
        consumers = List.copyOf(consumers);
    }

    /**
     * One who reads for the group.
     *
     * @param idle since it last got entries; from Redis 7.2 on, since it last asked for some
     */
    record Consumer(String name, long pending, Duration idle) {}

    /** How long ago somebody read; null when nobody who is known has ever done so. */
    @Nullable
    Duration lastRead() {
        return consumers.stream().map(Consumer::idle).min(Duration::compareTo).orElse(null);
    }

    /** True when entries wait and nobody has read for half a minute. Reads that find nothing leave no trace in Redis 7.0. */
    boolean isIdle() {
        return unread > 0 && nobodyReadFor(QUIET);
    }

    /** Likewise, and what waits has done so all the time. */
    boolean isAbandoned(Duration patience) {
        return nobodyReadFor(patience) && oldest != null && oldest.compareTo(patience) > 0;
    }

    private boolean nobodyReadFor(Duration time) {
        var last = lastRead();
        return last == null || last.compareTo(time) > 0;
    }
}
