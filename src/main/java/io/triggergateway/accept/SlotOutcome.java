package io.triggergateway.accept;

import java.time.Duration;

/** What became of a wish to decide a slot. */
public sealed interface SlotOutcome {
    /** The door was asked: the slot is decided only if it stored something. */
    record Asked(AcceptOutcome outcome) implements SlotOutcome {}

    /** Somebody else has decided it, or the schedule is another by now. */
    record Lost() implements SlotOutcome {}

    /** By the clock of Redis it is not due yet. */
    record Early(Duration until) implements SlotOutcome {}
}
