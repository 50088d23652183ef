package io.triggergateway.awaits;

import io.triggergateway.handoff.Streams;
import io.triggergateway.redis.Keys;
import io.triggergateway.registry.PathClaims;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import jakarta.inject.Singleton;

/** What another replica does with awaits: it remembers nothing of what this one has read. */
@Singleton
final class SecondRegistrations {
    private final Registrations registrations;

    SecondRegistrations(
            Registry registry,
            RegistryFeed feed,
            AwaitCompiler compiler,
            AwaitSecrets secrets,
            AwaitStore store,
            AwaitClaims claims,
            PathClaims paths,
            AwaitTokens tokens,
            Leftovers leftovers,
            Streams streams,
            AwaitUrls urls,
            AwaitTimer timer,
            EventTests tests,
            EventEnding ending,
            RecentLog log,
            Keys keys,
            RegisterScript script) {
        this.registrations = new Registrations(
                registry,
                feed,
                compiler,
                secrets,
                store,
                claims,
                paths,
                tokens,
                leftovers,
                streams,
                urls,
                timer,
                new Lookback(compiler, tests, ending, log),
                keys,
                script);
    }

    Registrations get() {
        return registrations;
    }
}
