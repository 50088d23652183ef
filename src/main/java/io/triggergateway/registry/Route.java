package io.triggergateway.registry;

import java.util.List;
import java.util.Map;

/**
 * What answers at a path.
 *
 * @param path as it was asked for
 * @param owner the trigger whose method, authentication, CORS and answer apply, also while it is disabled
 * @param triggers all that share the path, the owner included, in the order of their names
 * @param parameters the values of the path's parameters
 */
public record Route(
        String path, CompiledTrigger owner, List<CompiledTrigger> triggers, Map<String, String> parameters) {
    public Route {
        triggers = List.copyOf(triggers);
    }

    /** True when nothing here may be fired now. */
    public boolean closed() {
        for (var trigger : triggers) {
            if (trigger.enabled()) {
                return false;
            }
        }
        return true;
    }
}
