package io.triggergateway.handoff;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether engines are too late: known a few seconds after it is so, and answered from memory. Nobody is, unless
 * {@code gateway.handoff.backlog.age} says what that means.
 */
@Singleton
public final class BacklogAge {
    private final ReaderConfig config;
    private volatile Set<Place> late = Set.of();

    BacklogAge(ReaderConfig config) {
        this.config = config;
    }

    /** True while no stream is too late, which is nearly always. */
    public boolean isOverNowhere() {
        return late.isEmpty();
    }

    /**
     * True when the oldest entry that some group has not acknowledged is older than it may be.
     *
     * @param stream empty for the standard one
     */
    public boolean isOver(int partition, String stream) {
        return late.contains(new Place(stream, partition));
    }

    /** Knows these streams, and nothing of others. */
    void learn(List<StreamState> states) {
        late = config.backlog()
                .age()
                .map(age -> states.stream()
                        .filter(state -> state.isOlderThan(age))
                        .map(StreamState::place)
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }
}
