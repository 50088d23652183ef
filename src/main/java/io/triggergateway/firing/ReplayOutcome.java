package io.triggergateway.firing;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.trigger.FieldError;
import java.util.List;

/** What became of a replay. */
public sealed interface ReplayOutcome {
    /**
     * The door has answered.
     *
     * @param pending the flows that a person has to start, as far as it was stored
     */
    record Answered(AcceptOutcome outcome, List<String> pending) implements ReplayOutcome {
        public Answered {
            pending = List.copyOf(pending);
        }
    }

    /** The log has the firing without its payload. */
    record NotKept() implements ReplayOutcome {}

    /** The payload violates the schema that the trigger has now. */
    record Invalid(List<FieldError> errors) implements ReplayOutcome {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
