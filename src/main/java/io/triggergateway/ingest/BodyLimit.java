package io.triggergateway.ingest;

import io.triggergateway.registry.Route;

/** How large a body may be at a path: as large as the most generous of its triggers takes it. */
final class BodyLimit {
    private BodyLimit() {}

    /** In bytes. */
    static int of(Route route, IngestConfig config) {
        int standard = config.webhooks().maxBody();
        return route.triggers().stream()
                .map(trigger -> trigger.definition().config().maxBody())
                .mapToInt(own -> own == null ? standard : own)
                .max()
                .orElse(standard);
    }
}
