package io.triggergateway.trigger;

import org.jspecify.annotations.Nullable;

/**
 * The part of a trigger's firings that a subscription takes: those whose place among a million is at or after
 * {@code from} and before {@code from + share}. Whole numbers, so that the parts of several flows fit together exactly.
 *
 * @param share in millionths, above 0
 * @param from in millionths, from 0; with the share at most a million
 * @param key CEL for what stays together; null takes what tells the deliveries apart
 */
public record Sample(int share, int from, @Nullable String key) {
    /** Of how many places a sample takes some. */
    public static final int PLACES = 1_000_000;
}
