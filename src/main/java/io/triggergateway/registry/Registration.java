package io.triggergateway.registry;

import io.triggergateway.trigger.FieldError;
import java.util.List;

/** What became of a wish to write the registry. */
public sealed interface Registration {
    /** Written, and in force on this replica; elsewhere within a second. */
    record Done(TriggerRecord stored, boolean created) implements Registration {}

    /** A flow was written. */
    record FlowDone(FlowRecord stored, boolean created) implements Registration {}

    /** Gone; {@code subscribers} still wait for the name. */
    record Removed(List<String> subscribers) implements Registration {
        public Removed {
            subscribers = List.copyOf(subscribers);
        }
    }

    /** The document has to be mended. */
    record Invalid(List<FieldError> errors) implements Registration {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** It clashes with what is there. */
    record Conflict(String detail) implements Registration {}

    /** The caller's If-Match names another version. */
    record OtherVersion() implements Registration {}

    /** There is nothing of that name. */
    record NotFound() implements Registration {}
}
