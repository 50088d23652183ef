package io.triggergateway.awaits;

import io.triggergateway.trigger.FieldError;
import java.time.Instant;
import java.util.List;

/** What came of somebody's wish to end an await, or to let it wait longer. */
public sealed interface Ending {
    /** This call has ended it. */
    record Ended(EndedAwait await) implements Ending {}

    /** It waits on. */
    record Extended(Instant deadline) implements Ending {}

    /** Somebody else was faster, a moment ago. */
    record Lost(EndedAwait await) implements Ending {}

    /** It was over before. */
    record Gone(EndedAwait await) implements Ending {}

    /** There is none. */
    record Unknown() implements Ending {}

    /** The data do not fit, and it waits on. */
    record Invalid(List<FieldError> errors) implements Ending {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
