package io.triggergateway.registry;

import io.triggergateway.redis.Keys;
import java.util.List;

/** The keys of the registry, which live together so that names and paths are claimed in one script. */
record RegistryKeys(
        String records,
        String versions,
        String claims,
        String paths,
        String sharers,
        String changes,
        String flows,
        String flowVersions,
        String generations,
        String awaitPaths) {

    static RegistryKeys of(Keys keys) {
        return new RegistryKeys(
                keys.registry("records"),
                keys.registry("versions"),
                keys.registry("claims"),
                keys.registry("paths"),
                keys.registry("sharers"),
                keys.registry("changes"),
                keys.registry("flows"),
                keys.registry("flow-versions"),
                keys.registry("generations"),
                keys.registry("await-paths"));
    }

    List<String> ofTriggers() {
        return List.of(records, versions, claims, paths, sharers, changes);
    }

    List<String> ofFlows() {
        return List.of(flows, flowVersions, changes, generations);
    }

    List<String> ofAwaits() {
        return List.of(paths, awaitPaths, changes);
    }
}
