package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.handoff.Groups;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the removal of a group means, in all and by partition. */
final class RemovedGroupView {
    private RemovedGroupView() {}

    static ObjectNode of(String stream, String group, boolean dryRun, List<Groups.Part> parts) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("stream", stream)
                .put("group", group)
                .put("dryRun", dryRun)
                .put("unread", sum(parts, Groups.Part::unread))
                .put("pending", sum(parts, Groups.Part::pending))
                .put("trimmable", sum(parts, Groups.Part::trimmable));
        var list = document.putArray("partitions");
        parts.forEach(part -> list.addObject()
                .put("partition", part.partition())
                .put("unread", part.unread())
                .put("unreadIsExact", part.exact())
                .put("pending", part.pending())
                .put("trimmable", part.trimmable()));
        return document;
    }

    private static long sum(List<Groups.Part> parts, ToLongFunction<Groups.Part> number) {
        return parts.stream().mapToLong(number).sum();
    }
}
