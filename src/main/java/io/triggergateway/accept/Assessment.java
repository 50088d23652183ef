package io.triggergateway.accept;

import io.triggergateway.trigger.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a trigger makes of an occurrence, before anything is stored: a pure function of the two. */
public sealed interface Assessment {
    /** Why not every flow starts, for people; empty when there is nothing to say. */
    default String explanation() {
        return switch (this) {
            case Ignored(var reason) -> reason == null ? "The filter is false" : reason;
            case Failed(var reason) -> reason;
            case Skipped(var reason) -> reason;
            case Fires fires -> String.join("; ", fires.notes());
            case Unwanted unwanted -> "";
            case Invalid invalid -> "";
        };
    }

    /** The event type is none that the trigger wants. */
    record Unwanted() implements Assessment {}

    /** The payload violates the schema. */
    record Invalid(List<FieldError> errors) implements Assessment {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /**
     * The filter does not let it through.
     *
     * @param reason why the filter failed; null when it was simply false
     */
    record Ignored(@Nullable String reason) implements Assessment {}

    /** The transform failed. */
    record Failed(String reason) implements Assessment {}

    /** Slots of a schedule passed by, and it does not catch up on them. */
    record Skipped(String reason) implements Assessment {}

    /**
     * It fires.
     *
     * @param data after the trigger's transform
     * @param notes what went wrong with single flows; empty when nothing did
     */
    record Fires(byte[] data, List<Start> starts, List<String> notes) implements Assessment {
        public Fires {
            starts = List.copyOf(starts);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A flow to start.
     *
     * @param stream empty for the standard one
     * @param data after the subscription's transform
     * @param pending true when a person has to start it
     */
    record Start(String flow, String stream, byte[] data, boolean pending) {}
}
