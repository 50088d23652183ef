package io.triggergateway.ingest;

import io.triggergateway.registry.Route;

/** How large a body may be at a path: as large as the most generous of its triggers takes it. */
final class BodyLimit {
    private BodyLimit() {}

    /** In bytes. */
    static int of(Route route, IngestConfig config) {
        int standard = config.webhooks().maxBody();
        int most = 0;
        for (var trigger : route.triggers()) {
            var own = trigger.definition().config().maxBody();
            most = Math.max(most, own == null ? standard : own);
        }
        return most;
    }
}
