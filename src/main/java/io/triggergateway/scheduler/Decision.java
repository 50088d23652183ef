package io.triggergateway.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to become of the next slot of a schedule. */
sealed interface Decision {
    /**
     * It fires.
     *
     * @param next the slot after it; null when there is none
     * @param caughtUp up to which slot lateness does not matter any more; null leaves that as it is
     */
    record Fire(
            Instant slot, @Nullable Instant next, @Nullable Instant caughtUp) implements Decision {}

    /**
     * It is passed over, and so are those up to {@code last}.
     *
     * @param count how many they are; at most {@link CatchUp#MOST_COUNTED}, which then means that many or more
     * @param next the first slot that is not; null when there is none
     * @param caughtUp up to which slot lateness does not matter any more
     */
    record PassOver(
            Instant first,
            Instant last,
            int count,
            @Nullable Instant next,
            Instant caughtUp) implements Decision {}
}
