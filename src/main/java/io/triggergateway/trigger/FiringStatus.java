package io.triggergateway.trigger;

/** What became of a firing. */
public enum FiringStatus {
    ACCEPTED,
    PENDING,
    IGNORED,
    SKIPPED,
    REJECTED,
    FAILED
}
