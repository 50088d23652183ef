package io.triggergateway.boot;

import java.util.List;

/** Whether a Redis may be used. */
sealed interface RedisVerdict {
    /**
     * It may.
     *
     * @param durability in words, what an answered write has gone through
     * @param warnings what will be trouble one day, each with the setting to change
     */
    record Fit(String durability, boolean weak, List<String> warnings) implements RedisVerdict {}

    /** It may not; {@code sentence} names the setting to change. */
    record Unfit(String sentence) implements RedisVerdict {}
}
