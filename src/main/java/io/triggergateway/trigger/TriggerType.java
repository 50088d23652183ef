package io.triggergateway.trigger;

/** What makes a trigger fire. */
public enum TriggerType {
    EVENT,
    WEBHOOK,
    SCHEDULE,
    MANUAL;

    /** The word used in documents, URLs and metrics. */
    public String word() {
        return Words.of(this);
    }
}
