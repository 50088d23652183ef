package io.triggergateway.job;

/** What became of the wish for a job. */
public sealed interface JobCreation {
    record Created(Job job) implements JobCreation {}

    /** The same key has made it before. */
    record Known(Job job) implements JobCreation {}

    /** Too many jobs have not ended yet. */
    record Full(int most) implements JobCreation {}
}
