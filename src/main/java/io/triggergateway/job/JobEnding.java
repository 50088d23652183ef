package io.triggergateway.job;

/** What became of the wish to end or remove a job. */
public sealed interface JobEnding {
    /** It ran, and stops after the step that is under way. */
    record Cancelled(Job job) implements JobEnding {}

    /** It had ended already; its record is gone now. */
    record Removed() implements JobEnding {}

    record Unknown() implements JobEnding {}
}
