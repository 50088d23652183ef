package io.triggergateway.awaits;

import io.triggergateway.trigger.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an await that somebody wanted. */
public sealed interface Registered {
    /**
     * It waits.
     *
     * @param url where it is answered; null for one that is not
     * @param created false when it has waited before
     */
    record Waiting(WaitingAwait await, @Nullable String url, boolean created) implements Registered {
        /** Never shows the URL, which is a secret. */
        @Override
        public String toString() {
            return await.place().text();
        }
    }

    /** It is the one that has ended, and is not repeated. */
    record Ended(EndedAwait await) implements Registered {}

    /** The document is wrong. */
    record Invalid(List<FieldError> errors) implements Registered {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** Something else is in the way; {@code detail} is a sentence for people. */
    record Conflict(String detail) implements Registered {}
}
