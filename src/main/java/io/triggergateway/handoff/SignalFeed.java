package io.triggergateway.handoff;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.triggergateway.redis.RedisFault;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signals of engines on one virtual thread per replica. Each is handled at least once: it leaves the stream
 * only when its handlers are done, and what a replica has not finished in time another takes over.
 */
@Singleton
public final class SignalFeed {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CLAIMS_PER_IDLE_TIME = 3;
    private static final String END = "0-0";

    private final SignalStream stream;
    private final Signals signals;
    private final ReaderConfig config;
    private final String consumer;
    private volatile boolean running;
    private @Nullable Thread thread;
    private long claimedAt;

    SignalFeed(SignalStream stream, Signals signals, ReaderConfig config, RandomGenerator random) {
        this.stream = stream;
        this.signals = signals;
        this.config = config;
        this.consumer = "gateway-%016x".formatted(random.nextLong());
    }

    /** Starts reading; a Redis that is away is waited for. */
    public void start() {
        running = true;
        claimedAt = System.nanoTime() - claimEvery();
        thread = Thread.ofVirtual().name("signal-feed").start(this::follow);
    }

    /** Ends with what is in hand, so that no other replica has to wait for it. */
    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    void stop() {
        running = false;
        var reader = thread;
        if (reader == null) {
            return;
        }
        try {
            reader.join(config.signalIdle());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (running) {
            try {
                takeOver();
                work(stream.next(consumer));
            } catch (RedisFault fault) {
                recover(fault);
            } catch (RuntimeException bug) {
                Log.error("Signals of engines cannot be read", bug);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** At id 0, so that what engines have reported meanwhile is read. */
    private void recover(RedisFault fault) {
        try {
            if (fault.isNoGroup()) {
                stream.ensure();
                return;
            }
        } catch (RedisFault away) {
            // As for any other fault.
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private long claimEvery() {
        return config.signalIdle().toNanos() / CLAIMS_PER_IDLE_TIME;
    }

    private void takeOver() {
        if (System.nanoTime() - claimedAt < claimEvery()) {
            return;
        }
        claimedAt = System.nanoTime();
        var cursor = END;
        do {
            var claimed = stream.claim(consumer, config.signalIdle(), cursor);
            work(claimed.entries());
            cursor = claimed.cursor();
        } while (running && !cursor.equals(END));
        stream.tidy();
    }

    private void work(List<Entry> entries) {
        var all = Future.join(entries.stream().map(this::work).toList());
        try {
            all.toCompletionStage()
                    .toCompletableFuture()
                    .get(config.signalIdle().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unsettled) {
            Log.warnf("Some of %d signals could not be settled, and are read again", entries.size());
        } catch (InterruptedException stopping) {
            running = false;
        }
    }

    private Future<Void> work(Entry entry) {
        return switch (SignalReader.read(entry.id(), entry.fields())) {
            case SignalReader.Result.NotUnderstood(var reason) -> stream.setAside(entry.id(), reason);
            case SignalReader.Result.Understood(var signal) ->
                signals.handle(signal)
                        .compose(verdict -> settle(entry.id(), verdict), failure -> keep(entry.id(), failure));
        };
    }

    private Future<Void> settle(String id, SignalVerdict verdict) {
        return switch (verdict) {
            case SignalVerdict.Done done -> stream.settle(id);
            case SignalVerdict.Later later -> Future.succeededFuture();
            case SignalVerdict.Refused(var reason) -> stream.setAside(id, reason);
        };
    }

    /** It stays where it is, and is claimed again. Only a bug counts against it: Redis may be away for long. */
    private Future<Void> keep(String id, Throwable failure) {
        if (failure instanceof RedisFault fault && fault.kind() != RedisFault.Kind.BROKEN) {
            return Future.succeededFuture();
        }
        Log.errorf(failure, "Signal %s could not be handled", id);
        return stream.deliveries(id)
                .compose(count -> count < config.maxDeliveries()
                        ? Future.succeededFuture()
                        : stream.setAside(
                                id,
                                "Expected to handle it, but that failed %d times; the log says why".formatted(count)));
    }
}
