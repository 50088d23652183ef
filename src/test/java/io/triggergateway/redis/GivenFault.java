package io.triggergateway.redis;

/** Faults as a test wants them. */
public final class GivenFault {
    private GivenFault() {}

    /** One of that kind. */
    public static RedisFault of(RedisFault.Kind kind) {
        return new RedisFault(kind, "As the test wants it");
    }
}
