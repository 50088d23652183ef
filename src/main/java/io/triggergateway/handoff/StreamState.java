package io.triggergateway.handoff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a stream holds in one partition.
 *
 * @param time by Redis's clock, which made the entries' ids
 */
record StreamState(Place place, Instant time, long length, long bytes, long deadLetters, List<GroupState> groups) {
    StreamState {
        groups = List.copyOf(groups);
    }

    /** True when a group's oldest entry without acknowledgement is older. */
    boolean isOlderThan(Duration age) {
        return groups.stream()
                .map(GroupState::oldest)
                .filter(Objects::nonNull)
                .anyMatch(oldest -> oldest.compareTo(age) > 0);
    }
}
