package io.triggergateway.handoff;

import io.quarkus.arc.All;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;

/** Hands signals to whom they concern, whichever way they came. */
@Singleton
public final class Signals {
    private static final SignalVerdict DONE = new SignalVerdict.Done();

    private final List<SignalHandler> handlers;

    Signals(@All List<SignalHandler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    /** Done when all handlers are; refused when nobody offers what is asked for; fails when Redis is in the way. */
    public Future<SignalVerdict> handle(Signal signal) {
        var verdicts = handlers.stream()
                .filter(handler -> handler.handles(signal))
                .map(handler -> verdict(handler, signal))
                .toList();
        if (verdicts.isEmpty()) {
            return Future.succeededFuture(withoutHandler(signal));
        }
        return Future.join(verdicts)
                .map(all -> verdicts.stream()
                        .map(Future::result)
                        .filter(verdict -> !verdict.equals(DONE))
                        .findFirst()
                        .orElse(DONE));
    }

    private static Future<SignalVerdict> verdict(SignalHandler handler, Signal signal) {
        try {
            return handler.handle(signal);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** The end of a run is news; who does not wait for it misses nothing. */
    private static SignalVerdict withoutHandler(Signal signal) {
        return switch (signal) {
            case Signal.RunEnded ended -> DONE;
            case Signal.Emit emit ->
                new SignalVerdict.Refused("Expected a gateway that emits, but it is not available");
            case Signal.Await await ->
                new SignalVerdict.Refused("Expected a gateway that has awaits, but they are not available");
        };
    }
}
