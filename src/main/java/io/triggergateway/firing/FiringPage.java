package io.triggergateway.firing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Firings, newest first.
 *
 * @param nextCursor where the next page starts; null on the last one
 */
public record FiringPage(List<Firing> items, @Nullable String nextCursor) {
    public FiringPage {
        items = List.copyOf(items);
    }
}
