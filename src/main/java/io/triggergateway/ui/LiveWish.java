package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Which firings somebody follows.
 *
 * @param trigger null for those of all triggers
 * @param status null for all, like the others
 */
record LiveWish(
        @Nullable String trigger,
        @Nullable String status,
        @Nullable String flow,
        @Nullable String deliveryId) {
    boolean wants(JsonNode firing) {
        return (status == null || status.equals(firing.path("status").asText()))
                && (flow == null || starts(firing, flow))
                && (deliveryId == null
                        || deliveryId.equals(firing.at("/meta/deliveryId").asText()));
    }

    private static boolean starts(JsonNode firing, String flow) {
        return firing.path("runs")
                        .valueStream()
                        .anyMatch(run -> run.path("flow").asText().equals(flow))
                || firing.path("pending")
                        .valueStream()
                        .anyMatch(pending -> pending.asText().equals(flow));
    }
}
