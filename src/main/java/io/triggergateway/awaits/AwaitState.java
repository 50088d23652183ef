package io.triggergateway.awaits;

/** How it stands with a step of a run. */
public sealed interface AwaitState {
    /** It waits. */
    record Waiting(WaitingAwait await) implements AwaitState {}

    /** It has waited, and has ended within the last day. */
    record Ended(EndedAwait await) implements AwaitState {}

    /** Nobody knows of it, or no more. */
    record Unknown() implements AwaitState {}
}
