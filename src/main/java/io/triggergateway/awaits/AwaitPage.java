package io.triggergateway.awaits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part starts; null in the last one
 */
public record AwaitPage(List<WaitingAwait> awaits, @Nullable String nextCursor) {
    public AwaitPage {
        awaits = List.copyOf(awaits);
    }
}
