package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part starts; null in the last one
 */
record Page(List<ObjectNode> items, @Nullable String nextCursor) {
    Page {
        items = List.copyOf(items);
    }

    /** A list that is as long as it is. */
    static Page all(List<ObjectNode> items) {
        return new Page(items, null);
    }

    /** The part of {@code sorted} whose names come after the cursor, so that writes in between move nothing. */
    static <T> Page of(
            List<T> sorted,
            Function<T, String> name,
            Function<T, ObjectNode> document,
            @Nullable String cursor,
            int limit) {
        var rest = sorted.stream()
                .filter(item -> cursor == null || name.apply(item).compareTo(cursor) > 0)
                .limit(limit + 1L)
                .toList();
        var part = rest.subList(0, Math.min(limit, rest.size()));
        return new Page(part.stream().map(document).toList(), rest.size() > limit ? name.apply(part.getLast()) : null);
    }

    ObjectNode document() {
        var document = JsonNodeFactory.instance.objectNode();
        var list = document.putArray("items");
        items.forEach(list::add);
        document.put("nextCursor", nextCursor);
        return document;
    }
}
