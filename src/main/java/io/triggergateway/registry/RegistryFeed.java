package io.triggergateway.registry;

import io.quarkus.logging.Log;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link Registry} current: one virtual thread reads the change stream a few times a second. A request that
 * finds nothing may ask whether that is still true; all who ask within a tenth of a second share one look.
 */
@Singleton
public final class RegistryFeed {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration FRESH = Duration.ofMillis(100);

    private final RegistryStore store;
    private final Registry registry;
    private final List<Promise<Void>> asking = new ArrayList<>();
    private @Nullable Thread reader;
    private volatile boolean running;
    private volatile boolean loaded;
    private volatile long lookedAt;
    private volatile boolean forgets;
    private @Nullable String position;

    RegistryFeed(RegistryStore store, Registry registry) {
        this.store = store;
        this.registry = registry;
    }

    /** Starts reading; the first look loads everything. */
    public void start() {
        running = true;
        reader = Thread.ofVirtual().name("registry-feed").start(this::follow);
    }

    @PreDestroy
    void stop() {
        running = false;
        LockSupport.unpark(reader);
    }

    /** True once everything has been loaded, and for ever after. */
    public boolean loaded() {
        return loaded;
    }

    /** Forgets everything and loads it again, when the data in Redis are not those that were there; waits. */
    public void reload() {
        forgets = true;
        RedisLink.await(current());
    }

    /** Done when this replica knows all that was written before the call, or a moment before; fails when Redis is away. */
    public Future<Void> current() {
        if (loaded && !forgets && System.nanoTime() - lookedAt < FRESH.toNanos()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        synchronized (asking) {
            asking.add(promise);
        }
        LockSupport.unpark(reader);
        return promise.future();
    }

    private void follow() {
        while (running) {
            look();
            if (!somebodyAsks()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void look() {
        List<Promise<Void>> answered;
        synchronized (asking) {
            answered = List.copyOf(asking);
            asking.clear();
        }
        try {
            long started = System.nanoTime();
            catchUp();
            lookedAt = started;
            answered.forEach(Promise::tryComplete);
        } catch (RedisFault away) {
            position = null;
            answered.forEach(promise -> promise.tryFail(away));
            LockSupport.parkNanos(FRESH.toNanos());
        } catch (RuntimeException bug) {
            Log.error("The registry cannot be read", bug);
            answered.forEach(promise -> promise.tryFail(bug));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean somebodyAsks() {
        synchronized (asking) {
            return !asking.isEmpty();
        }
    }

    /** After an outage the stream may have been cut behind our back, so everything is loaded again. */
    private void catchUp() {
        if (forgets) {
            lookedAt = System.nanoTime() - FRESH.toNanos();
            forgets = false;
            position = null;
            registry.triggers().forEach(trigger -> registry.remove(trigger.name()));
            registry.flows().forEach(flow -> registry.removeFlow(flow.flow()));
        }
        var from = position;
        if (from == null) {
            from = loadAll();
            position = from;
            loaded = true;
        }
        for (var changes = store.changesAfter(from); !changes.isEmpty(); changes = store.changesAfter(from)) {
            changes.forEach(this::apply);
            from = changes.getLast().id();
            position = from;
        }
    }

    /** What this replica registers meanwhile may be missed by the scans and stays: only what was known before can be gone. */
    private String loadAll() {
        var goneTriggers = new HashSet<String>();
        var goneFlows = new HashSet<String>();
        registry.triggers().forEach(trigger -> goneTriggers.add(trigger.name()));
        registry.flows().forEach(flow -> goneFlows.add(flow.flow()));
        var start = store.lastChange();
        registry.putAwaits(store.awaitPaths());
        store.eachTrigger(record -> {
            registry.put(record);
            goneTriggers.remove(record.trigger().name());
        });
        store.eachFlow(flow -> {
            registry.putFlow(flow);
            goneFlows.remove(flow.flow());
        });
        goneTriggers.forEach(registry::remove);
        goneFlows.forEach(registry::removeFlow);
        return start;
    }

    private void apply(RegistryStore.Change change) {
        var name = change.name();
        switch (change.kind()) {
            case "flow" -> registry.refreshFlow(name, () -> store.findFlow(name));
            case "await" -> registry.putAwait(name, store.awaitAt(name));
            default -> store.find(name).ifPresentOrElse(registry::put, () -> registry.remove(name));
        }
    }
}
