package io.triggergateway.entry;

import io.triggergateway.trigger.FieldError;
import java.util.List;

/** What reading one event came to. */
public sealed interface EventReading {
    /** It is an event. */
    record Read(IncomingEvent event) implements EventReading {}

    /**
     * It breaks the rules of CloudEvents.
     *
     * @param id as far as it could be read; empty otherwise
     * @param source as far as it could be read; empty otherwise
     */
    record Invalid(String id, String source, List<FieldError> errors) implements EventReading {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
