package io.triggergateway.handoff;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hears of ended runs, as another package of the gateway would, and counts how often. */
@Singleton
public final class SignalCounter implements SignalHandler {
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();

    /** How often the end of a run was reported. */
    public int ended(String runId) {
        return ended.getOrDefault(runId, 0);
    }

    @Override
    public boolean handles(Signal signal) {
        return signal instanceof Signal.RunEnded;
    }

    @Override
    public Future<SignalVerdict> handle(Signal signal) {
        if (signal instanceof Signal.RunEnded(var runId, var status)) {
            ended.merge(runId, 1, Integer::sum);
        }
        return Future.succeededFuture(new SignalVerdict.Done());
    }
}
