package io.triggergateway.registry;

import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Subscription;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All triggers and flows, compiled, in memory: a cache of the registry in Redis that {@link RegistryFeed} keeps
 * current. Read by every request without a lock; written by one thread at a time.
 */
@Singleton
public final class Registry {
    private final TriggerCompiler compiler;
    /** By name: pages, chores and probes want all of them in this order, again and again. */
    private final ConcurrentNavigableMap<String, CompiledTrigger> triggers = new ConcurrentSkipListMap<>();

    private final ConcurrentNavigableMap<String, FlowRecord> flows = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, CompiledSubscription>> subscriptions = new ConcurrentHashMap<>();
    private final Routes routes = new Routes();
    private final Map<String, String> awaitPaths = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final EventIndex events = new EventIndex();
    private final ReentrantLock refreshing = new ReentrantLock();

    Registry(TriggerCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * Tells somebody of every trigger that is written, changed or removed from now on.
     *
     * @param listener is given the name, at once and on the thread that brought the change; must not wait
     */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** The trigger of that name, as far as this replica knows. */
    public Optional<CompiledTrigger> find(String name) {
        return Optional.ofNullable(triggers.get(name));
    }

    /** What answers at a webhook path, which starts with a slash, as far as this replica knows. */
    public Optional<Route> route(String path) {
        return routes.find(path);
    }

    /** The event triggers that want a CloudEvent, by name, as far as this replica knows; {@code subject} may be null. */
    public List<CompiledTrigger> wanting(String type, String source, @Nullable String subject) {
        return events.find(type, source, subject);
    }

    /** Which webhook await has claimed a path, which starts with a slash, as far as this replica knows; null for none. */
    public @Nullable String awaitAt(String path) {
        return awaitPaths.get(path);
    }

    /** Notes who has a path, or with null that no await has. */
    void putAwait(String path, @Nullable String claim) {
        awaitPaths.compute(path, (same, former) -> claim);
    }

    /** Notes all paths of awaits there are. */
    void putAwaits(Map<String, String> claims) {
        awaitPaths.keySet().retainAll(claims.keySet());
        awaitPaths.putAll(claims);
    }

    /** All triggers, by name. */
    public List<CompiledTrigger> triggers() {
        return List.copyOf(triggers.values());
    }

    /** The flow of that name, when it subscribes to anything. */
    public Optional<FlowRecord> findFlow(String flow) {
        return Optional.ofNullable(flows.get(flow));
    }

    /** All flows that subscribe to anything, by name. */
    public List<FlowRecord> flows() {
        return List.copyOf(flows.values());
    }

    /** The triggers that share a path without owning it. */
    public List<String> sharersOf(CompiledTrigger owner) {
        var endpoint = owner.definition().endpoint();
        if (endpoint == null) {
            return List.of();
        }
        return route(endpoint.path()).stream()
                .flatMap(route -> route.triggers().stream())
                .filter(Registry::shares)
                .map(CompiledTrigger::name)
                .toList();
    }

    synchronized void put(TriggerRecord record) {
        var name = record.trigger().name();
        if (isOlder(record, triggers.get(name))) {
            return;
        }
        var compiled = compiler.compile(record, Findings.ofTrusted()).withSubscriptions(subscribers(name));
        var former = triggers.put(name, compiled);
        if (former != null && former.definition().endpoint() != null && !samePath(former, compiled)) {
            routes.remove(former);
        }
        if (compiled.definition().endpoint() != null) {
            routes.add(compiled);
        }
        events.put(former, compiled);
        tell(name);
    }

    /** Brings triggers up to date whose provider's document has changed. */
    synchronized void compileAgain(Set<String> providers) {
        triggers.values().stream()
                .filter(trigger -> usesOneOf(providers, trigger))
                .forEach(trigger -> put(trigger.stored()));
    }

    synchronized void remove(String name) {
        var former = triggers.remove(name);
        if (former != null && former.definition().endpoint() != null) {
            routes.remove(former);
        }
        if (former != null) {
            events.remove(former);
        }
        tell(name);
    }

    /**
     * Makes this view of a flow what the store says. Who reads last also writes last: else a removal here and a write
     * elsewhere, or the other way round, could pass each other between store and view, and nothing would mend it.
     */
    void refreshFlow(String flow, Supplier<Optional<FlowRecord>> stored) {
        refreshing.lock();
        try {
            stored.get().ifPresentOrElse(this::putFlow, () -> removeFlow(flow));
        } finally {
            refreshing.unlock();
        }
    }

    synchronized void putFlow(FlowRecord flow) {
        var former = flows.get(flow.flow());
        if (former != null && former.version() > flow.version()) {
            return;
        }
        flows.put(flow.flow(), flow);
        subscribe(flow.flow(), former, flow.subscriptions());
    }

    synchronized void removeFlow(String flow) {
        subscribe(flow, flows.remove(flow), List.of());
    }

    /** Each trigger goes from its old flows to its new ones in one step: a request in between misses none. */
    private void subscribe(String flow, @Nullable FlowRecord former, List<Subscription> wanted) {
        var compiled = new HashMap<String, CompiledSubscription>();
        for (var subscription : wanted) {
            var ready = compiler.compile(subscription, "", Findings.ofTrusted());
            if (ready != null) {
                compiled.put(subscription.trigger(), ready);
            }
        }
        var touched = new HashSet<>(compiled.keySet());
        if (former != null) {
            former.subscriptions().forEach(subscription -> touched.add(subscription.trigger()));
        }
        for (var trigger : touched) {
            var flowsOfTrigger = subscriptions.computeIfAbsent(trigger, name -> new ConcurrentHashMap<>());
            flowsOfTrigger.compute(flow, (name, old) -> compiled.get(trigger));
            refreshSubscribers(trigger);
        }
    }

    private void refreshSubscribers(String trigger) {
        var compiled = triggers.get(trigger);
        if (compiled != null) {
            var fresh = compiled.withSubscriptions(subscribers(trigger));
            triggers.put(trigger, fresh);
            if (fresh.definition().endpoint() != null) {
                routes.add(fresh);
            }
            events.put(compiled, fresh);
        }
    }

    private List<CompiledSubscription> subscribers(String trigger) {
        var known =
                new ArrayList<>(subscriptions.getOrDefault(trigger, Map.of()).values());
        known.sort(Comparator.comparing(CompiledSubscription::flow));
        return known;
    }

    private void tell(String trigger) {
        listeners.forEach(listener -> listener.accept(trigger));
    }

    /** A write of our own may come in after the feed has brought a later one. */
    private static boolean isOlder(TriggerRecord record, @Nullable CompiledTrigger known) {
        return known != null
                && known.stored().generation() == record.generation()
                && known.stored().version() > record.version();
    }

    private static boolean usesOneOf(Set<String> providers, CompiledTrigger trigger) {
        var endpoint = trigger.definition().endpoint();
        return endpoint != null && endpoint.auth().providers().stream().anyMatch(providers::contains);
    }

    private static boolean shares(CompiledTrigger trigger) {
        var endpoint = trigger.definition().endpoint();
        return endpoint != null && endpoint.auth() instanceof Auth.Shared;
    }

    private static boolean samePath(CompiledTrigger a, CompiledTrigger b) {
        return path(a).equals(path(b));
    }

    private static String path(CompiledTrigger trigger) {
        var endpoint = trigger.definition().endpoint();
        return endpoint == null ? "" : PathShape.of(endpoint.path()).claim();
    }
}
