package io.triggergateway.boot;

import io.triggergateway.access.FirstToken;
import io.triggergateway.access.Tokens;
import io.triggergateway.handoff.Streams;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.registry.TriggerFiles;
import jakarta.inject.Singleton;
import java.util.Set;

/** Puts back what can be had from elsewhere after Redis has lost data: streams, groups, static triggers and flows. */
@Singleton
final class Restoration {
    private final Tokens tokens;
    private final FirstToken firstToken;
    private final Streams streams;
    private final RegistryFeed feed;
    private final Registry registry;
    private final Registrar registrar;
    private final TriggerFiles files;
    private final Banner banner;

    Restoration(
            Tokens tokens,
            FirstToken firstToken,
            Streams streams,
            RegistryFeed feed,
            Registry registry,
            Registrar registrar,
            TriggerFiles files,
            Banner banner) {
        this.tokens = tokens;
        this.firstToken = firstToken;
        this.streams = streams;
        this.feed = feed;
        this.registry = registry;
        this.registrar = registrar;
        this.files = files;
        this.banner = banner;
    }

    /** Waits; throws RedisFault when Redis is away, and may then be called again. */
    void restore(Set<Integer> partitions) {
        if (partitions.contains(0)) {
            restoreRegistry();
        }
        streams.ensure(streams.all());
        registry.triggers().stream()
                .filter(trigger -> partitions.contains(trigger.partition()))
                .map(CompiledTrigger::name)
                .forEach(registrar::restate);
    }

    private void restoreRegistry() {
        tokens.refresh();
        firstToken.make().ifPresent(token -> {
            banner.firstToken(token);
            tokens.refresh();
        });
        streams.ensure(Set.of(""));
        registrar.beginAnew();
        feed.reload();
        files.reload();
    }
}
