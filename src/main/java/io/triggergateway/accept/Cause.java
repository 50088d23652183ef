package io.triggergateway.accept;

import io.triggergateway.trigger.ScheduleSpec;
import org.jspecify.annotations.Nullable;

/** Why something is offered to the door. */
public sealed interface Cause {
    /** Somebody sent it: it has its own identity, and the trigger's duplicate key and limit hold. */
    Cause DELIVERED = new Delivered();

    /** It was due: what it is tells it from others, and the plan is its limit. */
    Cause PLANNED = new Planned(null);

    /** Somebody sent it. */
    record Delivered() implements Cause {}

    /**
     * It was due.
     *
     * @param overlap in place of the schedule's own; null keeps that
     */
    record Planned(ScheduleSpec.@Nullable Overlap overlap) implements Cause {}

    /**
     * Somebody wants a recorded firing again; duplicate keys and limits are about what comes from outside.
     *
     * @param firingId the firing that is fired again
     */
    record Replayed(String firingId) implements Cause {}
}
