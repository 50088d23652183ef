package io.triggergateway.handoff;

import java.time.Duration;
import java.util.Optional;

/** Settings of readers for tests; short times, as tests do not wait. */
record GivenReaders(
        int maxDeliveries,
        Duration deadLetterIdle,
        DeadLetterBounds deadLetters,
        Duration abandonedAfter,
        Duration signalIdle,
        Backlog backlog)
        implements ReaderConfig {
    private static final int DELIVERIES = 2;

    record Bounds(long entries, long bytes) implements DeadLetterBounds {}

    record Late(Optional<Duration> age) implements Backlog {}

    /** Everything that is delivered three times and not acknowledged at once is dead; one millisecond is late. */
    static GivenReaders impatient() {
        return new GivenReaders(
                DELIVERIES,
                Duration.ZERO,
                new Bounds(1000, 1L << 20),
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                new Late(Optional.of(Duration.ofMillis(1))));
    }

    /** Nothing ever takes too long. */
    static GivenReaders patient() {
        return new GivenReaders(
                DELIVERIES,
                Duration.ofHours(1),
                new Bounds(1000, 1L << 20),
                Duration.ofDays(1),
                Duration.ofHours(1),
                new Late(Optional.empty()));
    }

    GivenReaders withMostDeadLetters(long entries, long bytes) {
        return new GivenReaders(
                maxDeliveries, deadLetterIdle, new Bounds(entries, bytes), abandonedAfter, signalIdle, backlog);
    }
}
