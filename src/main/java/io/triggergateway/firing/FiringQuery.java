package io.triggergateway.firing;

import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.Words;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which firings somebody wants to see.
 *
 * @param status null for all
 * @param from the first instant; null for the beginning
 * @param to the last instant; null for now
 * @param flow those that start this flow, by themselves or by a person; null for all
 * @param limit 1 to 500
 * @param cursor where the page before ended; null for the first page
 */
public record FiringQuery(
        @Nullable FiringStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String flow,
        int limit,
        @Nullable String cursor) {
    private static final Pattern CURSOR = Pattern.compile("\\d{1,15}-\\d{1,15}");

    public FiringQuery(
            @Nullable FiringStatus status,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable String cursor) {
        this(status, from, to, null, limit, cursor);
    }

    /** True for what {@link FiringPage#nextCursor} may be. */
    public static boolean isCursor(String text) {
        return CURSOR.matcher(text).matches();
    }

    FiringQuery page(int most, @Nullable String after) {
        return new FiringQuery(status, from, to, flow, most, after);
    }

    boolean matches(Firing firing) {
        return (status == null || firing.status().equals(Words.of(status)))
                && (from == null || !firing.time().isBefore(from))
                && (to == null || !firing.time().isAfter(to))
                && (flow == null
                        || firing.starts().stream()
                                .anyMatch(start -> start.flow().equals(flow)));
    }

    /** Where the next look starts, as Redis writes it. */
    String newest(@Nullable String after) {
        if (after != null) {
            return "(" + after;
        }
        return to == null ? "+" : Long.toString(to.toEpochMilli());
    }

    String oldest() {
        return from == null ? "-" : Long.toString(from.toEpochMilli());
    }
}
