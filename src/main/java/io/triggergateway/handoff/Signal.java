package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.JsonNode;

/** What an engine tells the gateway. */
public sealed interface Signal {
    /** How a run ended. */
    enum RunStatus {
        COMPLETED,
        FAILED,
        CANCELLED
    }

    /** A run is over. */
    record RunEnded(String runId, RunStatus status) implements Signal {}

    /**
     * An event trigger is to fire.
     *
     * @param data the payload; an empty object when the engine sent none
     * @param key tells a repetition from another event; made from the signal's own id when the engine sent none
     */
    record Emit(String trigger, JsonNode data, String key) implements Signal {}

    /**
     * A step of a run is to wait.
     *
     * @param body the await as the REST API takes it; not yet checked
     */
    record Await(String runId, String stepId, JsonNode body) implements Signal {}
}
