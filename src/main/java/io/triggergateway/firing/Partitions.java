package io.triggergateway.firing;

import io.triggergateway.redis.Keys;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The partitions that hold something: the configured ones, and those that triggers had before there were fewer. */
@Singleton
final class Partitions {
    private final Keys keys;
    private final Registry registry;

    Partitions(Keys keys, Registry registry) {
        this.keys = keys;
        this.registry = registry;
    }

    Set<Integer> all() {
        var all = IntStream.range(0, keys.partitions()).boxed().collect(Collectors.toCollection(TreeSet::new));
        registry.triggers().stream().map(CompiledTrigger::partition).forEach(all::add);
        return all;
    }
}
