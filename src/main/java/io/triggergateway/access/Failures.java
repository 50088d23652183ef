package io.triggergateway.access;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed attempts by address and in all, so that guessing is slow. It remembers a bounded number of addresses.
 * A right credential passes all the same: nobody can lock out others by failing.
 */
@Singleton
final class Failures {
    static final int ADDRESSES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final FailureConfig config;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };
    private @Nullable Window inAll;

    Failures(FailureConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    private record Window(Instant start, int count) {
        boolean isOver(Instant now) {
            return !start.plus(WINDOW).isAfter(now);
        }

        Window next() {
            return new Window(start, count == Integer.MAX_VALUE ? count : count + 1);
        }

        Duration rest(Instant now) {
            return Duration.between(now, start.plus(WINDOW));
        }
    }

    /** Counts a failure; how long the address has to wait when there were too many, otherwise empty. */
    synchronized Optional<Duration> add(String address) {
        var now = clock.instant();
        var own = counted(windows.get(address), now);
        var all = counted(inAll, now);
        windows.put(address, own);
        inAll = all;
        if (own.count > config.perAddress()) {
            return Optional.of(own.rest(now));
        }
        return all.count > config.inAll() ? Optional.of(all.rest(now)) : Optional.empty();
    }

    /** True when one more failure of the address would be one too many. */
    synchronized boolean isExhausted(String address) {
        var now = clock.instant();
        return reached(windows.get(address), config.perAddress(), now) || reached(inAll, config.inAll(), now);
    }

    synchronized int size() {
        return windows.size();
    }

    private static boolean reached(@Nullable Window window, int most, Instant now) {
        return window != null && !window.isOver(now) && window.count >= most;
    }

    private static Window counted(@Nullable Window former, Instant now) {
        return former == null || former.isOver(now) ? new Window(now, 1) : former.next();
    }
}
