package io.triggergateway.entry;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.TriggerType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an occurrence at one trigger. */
public sealed interface EntryOutcome {
    /**
     * Stored, or stored before.
     *
     * @param status null for a duplicate of which nobody asked, or knows any more, how it stands
     * @param reason why not every flow starts; empty when there is nothing to say
     * @param pending the flows that wait for a person
     */
    record Stored(
            AcceptOutcome.StoredFiring firing, @Nullable FiringStatus status, String reason, List<String> pending)
            implements EntryOutcome {
        public Stored {
            pending = List.copyOf(pending);
        }

        /** True when a transform failed: it is recorded, and nothing started. */
        public boolean failed() {
            return status == FiringStatus.FAILED;
        }
    }

    /** The key came before with another body, in {@code firingId}. */
    record Conflict(String firingId) implements EntryOutcome {}

    /** The payload violates the schema. */
    record Invalid(List<FieldError> errors) implements EntryOutcome {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** The payload has more bytes than the trigger takes. */
    record TooLarge(int limit) implements EntryOutcome {}

    /** A rate limit is used up. */
    record Limited(Duration retryAfter) implements EntryOutcome {}

    /** The engines lag: a stream is at its bound. */
    record Backlog(String stream) implements EntryOutcome {}

    /** Redis is past its memory watermark. */
    record LowMemory() implements EntryOutcome {}

    /** The trigger cannot fire on this replica. */
    record Broken(String reason) implements EntryOutcome {}

    record Disabled() implements EntryOutcome {}

    /** There is no such trigger. */
    record Unknown() implements EntryOutcome {}

    /** The trigger is fired in another way. */
    record OtherType(TriggerType type) implements EntryOutcome {}

    /** The trigger changes faster than this replica can follow. */
    record Unsettled() implements EntryOutcome {}
}
