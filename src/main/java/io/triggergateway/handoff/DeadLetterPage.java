package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the dead letters, newest first, without their data.
 *
 * @param nextCursor where the next part starts; null in the last one
 */
public record DeadLetterPage(
        List<ObjectNode> items, @Nullable String nextCursor) {
    public DeadLetterPage {
        items = List.copyOf(items);
    }
}
