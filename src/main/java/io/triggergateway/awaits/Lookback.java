package io.triggergateway.awaits;

import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.Findings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Ends an await with an event that came before it. Whatever came after it is the door's affair; the await's entry in
 * the index says which was the last one before. Waits.
 */
@Singleton
final class Lookback {
    /** How far back anyone may look. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** What the firings of all triggers may take in memory, once; those that nobody asked for lately go first. */
    private static final long MOST_BYTES = 64L << 20;

    private final AwaitCompiler compiler;
    private final EventTests tests;
    private final EventEnding ending;
    private final RecentLog log;
    private final Map<String, RecentEvents> recent = new LinkedHashMap<>(16, 0.75f, true);

    Lookback(AwaitCompiler compiler, EventTests tests, EventEnding ending, RecentLog log) {
        this.compiler = compiler;
        this.tests = tests;
        this.ending = ending;
        this.log = log;
    }

    /** How it has ended, if an earlier event ends it, or anything else has by now. */
    Optional<EndedAwait> look(WaitingAwait await) {
        return await.spec().on() instanceof Wait.Event event && event.lookback() != null
                ? look(await, event.event(), event.lookback())
                : Optional.empty();
    }

    private Optional<EndedAwait> look(WaitingAwait await, String trigger, Duration lookback) {
        var last = Objects.requireNonNull(await.lastFiring(), "Expected an await for an event to know the last one");
        var demanded = EventIndex.equalities(compiler.compile(await.spec(), await.place(), new Findings()));
        var found = recent(await.partition(), trigger)
                .find(
                        demanded,
                        await.createdAt().minus(lookback),
                        last,
                        (from, to) -> log.between(await.partition(), trigger, from, to, RecentEvents.MOST));
        return first(found, demanded.complete(), await).flatMap(event -> end(await, event));
    }

    private Optional<Happened> first(List<Happened> found, boolean complete, WaitingAwait await) {
        if (complete) {
            return found.stream().findFirst();
        }
        var test = tests.of(await);
        return found.stream().filter(test::passes).findFirst();
    }

    private Optional<EndedAwait> end(WaitingAwait await, Happened event) {
        return switch (ending.end(await, event)) {
            case Ending.Ended(var ended) -> Optional.of(ended);
            case Ending.Lost(var ended) -> Optional.of(ended);
            case Ending.Gone(var ended) -> Optional.of(ended);
            case Ending.Unknown unknown -> Optional.empty();
            case Ending.Extended extended -> Optional.empty();
            case Ending.Invalid invalid -> Optional.empty();
        };
    }

    private synchronized RecentEvents recent(int partition, String trigger) {
        var wanted = recent.computeIfAbsent(partition + " " + trigger, any -> new RecentEvents());
        var eldest = recent.values().iterator();
        long bytes = recent.values().stream().mapToLong(RecentEvents::bytes).sum();
        while (bytes > MOST_BYTES && eldest.hasNext()) {
            var next = eldest.next();
            if (next != wanted) {
                bytes -= next.bytes();
                eldest.remove();
            }
        }
        return wanted;
    }
}
