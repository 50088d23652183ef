package io.triggergateway.firing;

import io.triggergateway.trigger.FieldError;
import java.util.List;

/** What came of a decision about starts that wait for a person. */
public sealed interface PendingOutcome {
    /** It holds for these flows; others may have been decided about at the same time. */
    record Decided(List<String> flows) implements PendingOutcome {
        public Decided {
            flows = List.copyOf(flows);
        }
    }

    /**
     * None of them waits.
     *
     * @param decisions about the flows in question; empty when they never waited
     */
    record Late(List<Decision> decisions) implements PendingOutcome {
        public Late {
            decisions = List.copyOf(decisions);
        }
    }

    /** There is no such firing, or no more. */
    record Gone() implements PendingOutcome {}

    /** The choice makes no sense for this firing. */
    record Invalid(List<FieldError> errors) implements PendingOutcome {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** The engines lag: a stream is at its bound. */
    record Backlog(String stream) implements PendingOutcome {}

    /** Redis is past its memory watermark. */
    record LowMemory() implements PendingOutcome {}
}
