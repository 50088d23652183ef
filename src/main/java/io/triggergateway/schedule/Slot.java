package io.triggergateway.schedule;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One nominal time of a schedule.
 *
 * @param scheduledTime when it is, without jitter
 * @param localTime what the clock of the schedule's zone shows then
 */
public record Slot(Instant scheduledTime, LocalDateTime localTime, Reason reason) {

    /** Why there is a slot at that time. */
    public enum Reason {
        /** The schedule says so. */
        REGULAR,
        /** The clock skips a local time that the schedule names; this is the first instant after the gap. */
        SHIFTED,
        /** The local time comes twice; this is one of the two. */
        REPEATED
    }
}
