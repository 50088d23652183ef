package io.triggergateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts failed attempts by address, so that guessing is slow. It remembers a bounded number of addresses. */
final class Failures {
    static final int ALLOWED = 20;
    static final int ADDRESSES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };

    Failures(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant start, int count) {}

    /** Counts a failure; how long the address has to wait when there were too many, otherwise empty. */
    synchronized Optional<Duration> add(String address) {
        var now = clock.instant();
        var window = windows.merge(
                address,
                new Window(now, 1),
                (former, fresh) -> former.start.plus(WINDOW).isAfter(now)
                        ? new Window(former.start, Math.min(former.count, ALLOWED) + 1)
                        : fresh);
        return window.count > ALLOWED
                ? Optional.of(Duration.between(now, window.start.plus(WINDOW)))
                : Optional.empty();
    }

    synchronized int size() {
        return windows.size();
    }
}
