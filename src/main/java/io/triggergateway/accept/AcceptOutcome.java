package io.triggergateway.accept;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the door answered. */
public sealed interface AcceptOutcome {
    /** Stored, or stored before. */
    record Stored(List<StoredFiring> firings) implements AcceptOutcome {
        public Stored {
            firings = List.copyOf(firings);
        }

        /** True when nothing new was stored. */
        public boolean allDuplicates() {
            return firings.stream().allMatch(StoredFiring::duplicate);
        }
    }

    /** The caller's view of a trigger is not the current one. */
    record Stale(String trigger, Why why) implements AcceptOutcome {
        /** How it differs. */
        public enum Why {
            UNKNOWN,
            CHANGED,
            DISABLED
        }
    }

    /** The engines lag: a stream is at its bound. */
    record Backlog(String stream) implements AcceptOutcome {}

    /** Redis is past its memory watermark. */
    record LowMemory() implements AcceptOutcome {}

    /** The trigger's rate limit is used up. */
    record Limited(String trigger, Duration retryAfter) implements AcceptOutcome {}

    /**
     * One stored firing.
     *
     * @param time when it was stored first
     * @param status as it was stored; of a duplicate what it would have been stored as
     * @param runs the runs that it started
     * @param duplicate true when it had been stored before
     * @param sameBody true when only the body told that it is a duplicate
     * @param conflict true when the delivery came again with another body
     */
    record StoredFiring(
            String trigger,
            String firingId,
            Instant time,
            FiringStatus status,
            List<StartedRun> runs,
            boolean duplicate,
            boolean sameBody,
            boolean conflict) {
        public StoredFiring {
            runs = List.copyOf(runs);
        }

        /** What its sender is told. */
        public ObjectNode document() {
            var document = JsonNodeFactory.instance
                    .objectNode()
                    .put("trigger", trigger)
                    .put("firingId", firingId)
                    .put("received", true)
                    .put("timestamp", Instants.format(time));
            if (duplicate) {
                document.put("duplicate", true);
            }
            var started = document.putArray("runs");
            runs.forEach(run -> started.addObject().put("flow", run.flow()).put("runId", run.runId()));
            return document;
        }
    }

    /** A run that a firing started. */
    record StartedRun(String flow, String runId) {}
}
