package io.triggergateway.verify;

import org.jspecify.annotations.Nullable;

/** Whether a sender is genuine. */
public sealed interface Verdict {
    /**
     * It is.
     *
     * @param secret which of the trigger's secrets was used, counted from 0; null when none is involved
     */
    record Passed(@Nullable Integer secret) implements Verdict {}

    /**
     * It is not.
     *
     * @param status 401, or 403 for addresses
     * @param reason for the trigger's owner, never for the sender
     */
    record Refused(int status, String reason) implements Verdict {}

    /**
     * Nobody can say now: what it takes could not be had. The sender shall try again.
     *
     * @param reason for the trigger's owner, never for the sender
     */
    record Unknown(String reason) implements Verdict {}
}
