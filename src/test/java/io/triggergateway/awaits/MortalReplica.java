package io.triggergateway.awaits;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.accept.DurableWrite;
import io.triggergateway.faults.RedisProxy;
import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.handoff.Streams;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.registry.SecondPathClaims;
import io.triggergateway.telemetry.AwaitMetrics;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Another replica that is killed after so many commands to Redis. As replicas keep nothing elsewhere, that is what
 * SIGKILL between these commands leaves.
 */
@Singleton
final class MortalReplica {
    private final Registry registry;
    private final RegistryFeed feed;
    private final AwaitCompiler compiler;
    private final AwaitSecrets secrets;
    private final SecondPathClaims paths;
    private final AwaitTokens tokens;
    private final Streams streams;
    private final AwaitUrls urls;
    private final EventTests tests;
    private final DurableWrite durable;
    private final HandoffConfig handoff;
    private final RedisHostsProvider hosts;
    private final Keys keys;
    private final AwaitMetrics metrics;
    private final Vertx vertx;

    MortalReplica(
            Registry registry,
            RegistryFeed feed,
            AwaitCompiler compiler,
            AwaitSecrets secrets,
            SecondPathClaims paths,
            AwaitTokens tokens,
            Streams streams,
            AwaitUrls urls,
            EventTests tests,
            DurableWrite durable,
            HandoffConfig handoff,
            @Identifier("embedded") RedisHostsProvider hosts,
            Keys keys,
            AwaitMetrics metrics,
            Vertx vertx) {
        this.registry = registry;
        this.feed = feed;
        this.compiler = compiler;
        this.secrets = secrets;
        this.paths = paths;
        this.tokens = tokens;
        this.streams = streams;
        this.urls = urls;
        this.tests = tests;
        this.durable = durable;
        this.handoff = handoff;
        this.hosts = hosts;
        this.keys = keys;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** What it does while it lives. */
    record Life(Registrations registrations, Endings endings, DueAwaits due, MatchList matches) {}

    /** Whether it has survived what it was to do, as that takes no more commands. */
    boolean survives(int commands, Consumer<Life> what) throws IOException {
        int port = hosts.getHosts().iterator().next().getPort();
        try (var proxy = RedisProxy.before(port)) {
            proxy.dieAfter(commands);
            try {
                what.accept(on(RedisLink.to(vertx, proxy.address(), Duration.ofSeconds(20))));
                return true;
            } catch (RedisFault killed) {
                return false;
            }
        }
    }

    private Life on(RedisLink link) {
        var scripts = new Scripts(link);
        var store = new AwaitStore(link, keys);
        var claims = paths.on(link);
        var leftovers = new Leftovers(link, keys, scripts, claims, store);
        var resolver = new Resolver(leftovers, durable, handoff, keys, scripts);
        var due = new DueAwaits(leftovers, durable, keys, metrics, scripts);
        var timer = new AwaitTimer(due, keys);
        var ending = new EventEnding(resolver);
        var lookback = new Lookback(compiler, tests, ending, new RecentLog(link, keys));
        var registrations = new Registrations(
                registry,
                feed,
                compiler,
                secrets,
                store,
                new AwaitClaims(keys, store, scripts),
                claims,
                tokens,
                leftovers,
                streams,
                urls,
                timer,
                lookback,
                keys,
                new RegisterScript(scripts, keys, durable, store, compiler, secrets));
        return new Life(
                registrations,
                new Endings(store, compiler, resolver, timer, keys, scripts),
                due,
                new MatchList(link, keys, new Matcher(tests, ending, link, keys)));
    }
}
