package io.triggergateway.redis;

/** What has to be true before a firing counts as stored. */
public enum Durability {
    /** Whatever the Redis at hand gives; health says what that is. */
    AUTO,
    /** Written to disk: the service refuses to serve unless {@code appendfsync} is {@code always}. */
    FSYNC,
    /** Also on replicas: every write waits for them. */
    REPLICA
}
