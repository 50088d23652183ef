package io.triggergateway.boot;

/** Whether a Redis may be used. */
sealed interface RedisVerdict {
    /** It may; {@code durability} says in words what an answered write has gone through. */
    record Fit(String durability, boolean weak) implements RedisVerdict {}

    /** It may not; {@code sentence} names the setting to change. */
    record Unfit(String sentence) implements RedisVerdict {}
}
