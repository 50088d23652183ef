package io.triggergateway.accept;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to decide a slot of a schedule.
 *
 * @param version of the trigger, as its schedule was read
 * @param slot the nominal time
 * @param dueAt the slot with its offset; not decided before, by the clock of Redis
 * @param next the slot after it; null when there is none
 * @param nextDueAt when that one is to be looked at; null when there is none
 * @param passedOver how many slots do not fire at all
 * @param caughtUp up to which slot lateness does not matter any more; null leaves it as it is
 * @param fires true when the slot fires
 */
public record SlotClaim(
        long version,
        Instant slot,
        Instant dueAt,
        @Nullable Instant next,
        @Nullable Instant nextDueAt,
        long passedOver,
        @Nullable Instant caughtUp,
        boolean fires) {}
