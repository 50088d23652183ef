package io.triggergateway.job;

/** What became of a job. */
public enum JobStatus {
    /** Under way, or waiting for its turn. */
    RUNNING,
    DONE,
    CANCELLED,
    /** It could not go on; its error says why. */
    FAILED
}
