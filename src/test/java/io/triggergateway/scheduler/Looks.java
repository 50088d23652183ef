package io.triggergateway.scheduler;

import static org.assertj.core.api.Assertions.fail;

import io.triggergateway.redis.RedisFault;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** How tests look at what happens in its own time. */
final class Looks {
    private static final int MOST = 60_000;

    /** Leaves the processor to what is looked for, in ns. */
    private static final long A_MOMENT = 1_000_000;

    private Looks() {}

    /** Looks until it is so; nothing here depends on how long that takes. While Redis is away, it is not. */
    static void eventually(BooleanSupplier holds) {
        for (int look = 0; look < MOST; look++) {
            if (holdsNow(holds)) {
                return;
            }
            LockSupport.parkNanos(A_MOMENT);
        }
        fail("Expected it to be so at last");
    }

    private static boolean holdsNow(BooleanSupplier holds) {
        try {
            return holds.getAsBoolean();
        } catch (RedisFault away) {
            return false;
        }
    }

    /** As many slots as have fired, from the first one on, if none is missing and none doubled. */
    static List<Instant> everySecondLike(List<Instant> fired) {
        return Stream.iterate(Collections.min(fired), slot -> slot.plusSeconds(1))
                .limit(fired.size())
                .toList();
    }
}
