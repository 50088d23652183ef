package io.triggergateway.trigger;

/** Where a trigger comes from: files, the REST API, or an await. */
public enum Origin {
    STATIC,
    DYNAMIC,
    EPHEMERAL
}
