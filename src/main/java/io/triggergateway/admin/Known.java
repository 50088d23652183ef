package io.triggergateway.admin;

import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds triggers and flows; before it says that there is none, it asks whether that is still true. Waits. */
@Singleton
final class Known {
    private final Registry registry;
    private final RegistryFeed feed;

    Known(Registry registry, RegistryFeed feed) {
        this.registry = registry;
        this.feed = feed;
    }

    Optional<CompiledTrigger> find(String name) {
        return registry.find(name).or(() -> {
            catchUp();
            return registry.find(name);
        });
    }

    /** The trigger, or the answer that there is none. */
    CompiledTrigger require(String name) {
        return find(name)
                .orElseThrow(() -> new Refused(ProblemType.NOT_FOUND.of(
                        "Expected a trigger that exists, but there is no '%s'".formatted(name))));
    }

    Optional<FlowRecord> findFlow(String flow) {
        return registry.findFlow(flow).or(() -> {
            catchUp();
            return registry.findFlow(flow);
        });
    }

    /** Everything that was written before this call is known after it. */
    void catchUp() {
        RedisLink.await(feed.current());
    }
}
