package io.triggergateway.registry;

import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Endpoint;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Trigger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose path is whose: as it is stored, and before that as it will be once {@code coming} is written too. */
final class PathOwners {
    private final RegistryStore store;
    private final List<TriggerRecord> coming;

    PathOwners(RegistryStore store, List<TriggerRecord> coming) {
        this.store = store;
        this.coming = coming;
    }

    /** Who owns the path that an endpoint wants for itself; empty when it wants none, or the path is free. */
    Optional<String> of(@Nullable Endpoint endpoint) {
        if (endpoint == null || endpoint.auth() instanceof Auth.Shared) {
            return Optional.empty();
        }
        var shape = PathShape.of(endpoint.path());
        return announced(shape).map(record -> record.trigger().name()).or(() -> store.pathOwner(shape));
    }

    /** Where a trigger lives that shares a path; 0, with a finding, when there is nobody to share it with. */
    int partition(Trigger trigger, Endpoint endpoint, @Nullable TriggerRecord former, Findings findings) {
        var shape = PathShape.of(endpoint.path());
        var owner = announced(shape).or(() -> store.pathOwner(shape).flatMap(store::find));
        if (owner.isEmpty()) {
            findings.add(
                    "/endpoint/auth", "Expected a trigger that owns this path, but there is none to share it with");
            return 0;
        }
        checkPath(endpoint, owner.get(), findings);
        if (former != null && former.partition() != owner.get().partition()) {
            findings.add(
                    "/endpoint/path",
                    "Expected a path of the same partition, but the state of '%s' lives in another; delete it and register it anew"
                            .formatted(trigger.name()));
        }
        return owner.get().partition();
    }

    private static void checkPath(Endpoint endpoint, TriggerRecord owner, Findings findings) {
        var owned = owner.trigger().endpoint();
        if (owned != null && !endpoint.path().equals(owned.path())) {
            findings.add(
                    "/endpoint/path",
                    "Expected the path as its owner '%s' writes it: %s"
                            .formatted(owner.trigger().name(), owned.path()));
        }
    }

    private Optional<TriggerRecord> announced(PathShape shape) {
        return coming.stream().filter(record -> owns(record, shape)).findFirst();
    }

    private static boolean owns(TriggerRecord record, PathShape shape) {
        var endpoint = record.trigger().endpoint();
        return endpoint != null
                && !(endpoint.auth() instanceof Auth.Shared)
                && PathShape.of(endpoint.path()).claim().equals(shape.claim());
    }
}
