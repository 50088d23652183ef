package io.triggergateway.handoff;

/** What became of a signal that was understood. */
public sealed interface SignalVerdict {
    /** Handled, now or before. */
    record Done() implements SignalVerdict {}

    /**
     * It cannot be handled now, and comes again.
     *
     * @param reason a sentence for people: what is in the way
     */
    record Later(String reason) implements SignalVerdict {}

    /**
     * It will never be handled.
     *
     * @param reason a sentence for people: what was expected, and what was found
     */
    record Refused(String reason) implements SignalVerdict {}
}
