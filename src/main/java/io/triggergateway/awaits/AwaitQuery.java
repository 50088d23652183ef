package io.triggergateway.awaits;

import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import org.jspecify.annotations.Nullable;

/** Which awaits somebody wants to see; null does not narrow it down. */
public record AwaitQuery(
        @Nullable String runId,
        AwaitSpec.@Nullable Kind kind,
        @Nullable String event) {
    boolean wants(WaitingAwait await) {
        return (runId == null || runId.equals(await.place().runId()))
                && (kind == null || kind == await.spec().kind())
                && (event == null
                        || await.spec().on() instanceof Wait.Event(var name, var filter, var lookback, var schema)
                                && name.equals(event));
    }
}
