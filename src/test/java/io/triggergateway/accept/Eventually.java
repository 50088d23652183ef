package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.RedisFault;
import java.util.function.Supplier;

/** Senders retry; so do tests after a fault. */
final class Eventually {
    private static final int ATTEMPTS = 10_000;

    private Eventually() {}

    /** Tries until nothing is in the way any more. */
    static void stored(Supplier<AcceptOutcome> attempt) {
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                assertThat(attempt.get()).isInstanceOf(AcceptOutcome.Stored.class);
                return;
            } catch (RedisFault notYet) {
                Thread.onSpinWait();
            }
        }
        assertThat(attempt.get()).isInstanceOf(AcceptOutcome.Stored.class);
    }
}
