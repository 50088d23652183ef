package io.triggergateway.scheduler;

import io.triggergateway.handoff.Signal;
import io.triggergateway.handoff.SignalHandler;
import io.triggergateway.handoff.SignalVerdict;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Engines report the end of a run: the schedule that started it may start the next one. */
@Singleton
final class EndedRuns implements SignalHandler {
    private final ActiveRuns runs;

    EndedRuns(ActiveRuns runs) {
        this.runs = runs;
    }

    @Override
    public boolean handles(Signal signal) {
        return signal instanceof Signal.RunEnded;
    }

    @Override
    public Future<SignalVerdict> handle(Signal signal) {
        return signal instanceof Signal.RunEnded ended
                ? runs.ended(ended.runId()).map(done -> new SignalVerdict.Done())
                : Future.succeededFuture(new SignalVerdict.Done());
    }
}
