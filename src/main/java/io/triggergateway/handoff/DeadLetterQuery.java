package io.triggergateway.handoff;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters somebody wants to see.
 *
 * @param stream empty for the standard one; null for all
 * @param group null for all
 * @param limit at least 1
 * @param cursor where the page before ended; null for the first page
 */
public record DeadLetterQuery(
        @Nullable String stream,
        @Nullable String group,
        int limit,
        @Nullable String cursor) {
    /** True for what {@link DeadLetterPage#nextCursor} may be. */
    public static boolean isCursor(String text) {
        return DeadLetterId.parse(text).isPresent();
    }

    boolean wants(DeadLetter letter, @Nullable DeadLetterId after) {
        return (group == null || group.equals(letter.group())) && (after == null || after.compareTo(letter.id()) < 0);
    }
}
