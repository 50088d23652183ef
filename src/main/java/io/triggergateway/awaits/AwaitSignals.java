package io.triggergateway.awaits;

import io.triggergateway.handoff.Signal;
import io.triggergateway.handoff.SignalHandler;
import io.triggergateway.handoff.SignalVerdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Engines register awaits over the stream of signals, and the end of a run ends what it waits for. */
@Singleton
final class AwaitSignals implements SignalHandler {
    private static final SignalVerdict DONE = new SignalVerdict.Done();

    private final Registrations registrations;
    private final Endings endings;
    private final Vertx vertx;

    AwaitSignals(Registrations registrations, Endings endings, Vertx vertx) {
        this.registrations = registrations;
        this.endings = endings;
        this.vertx = vertx;
    }

    @Override
    public boolean handles(Signal signal) {
        return !(signal instanceof Signal.Emit);
    }

    @Override
    public Future<SignalVerdict> handle(Signal signal) {
        return switch (signal) {
            case Signal.Await await -> vertx.executeBlocking(() -> register(await), false);
            case Signal.RunEnded ended -> vertx.executeBlocking(() -> end(ended), false);
            case Signal.Emit emit -> Future.succeededFuture(DONE);
        };
    }

    private SignalVerdict end(Signal.RunEnded ended) {
        endings.runEnded(ended.runId());
        return DONE;
    }

    private SignalVerdict register(Signal.Await await) {
        return switch (registrations.register(new Place(await.runId(), await.stepId()), await.body())) {
            case Registered.Waiting waiting -> DONE;
            case Registered.Ended ended -> DONE;
            case Registered.Conflict(var detail) -> new SignalVerdict.Refused(detail);
            case Registered.Invalid(var errors) ->
                new SignalVerdict.Refused(errors.getFirst().sentence());
        };
    }
}
