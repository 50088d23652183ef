package io.triggergateway.schedule;

import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import java.time.LocalDateTime;

/**
 * What becomes of local times that the clock skips or repeats.
 *
 * @param areHeeded false for schedules that fire whenever the local fields match, whatever the clock does
 */
record ClockChanges(boolean areHeeded, Gap gap, Repeat repeat) {

    /** The first local time of a stretch that counts; times that the stretch before it had already may not. */
    LocalDateTime from(Stretch stretch) {
        var opening = stretch.opening();
        return areHeeded && repeat == Repeat.FIRST && opening != null && opening.isOverlap()
                ? opening.getDateTimeBefore()
                : stretch.start();
    }

    /** The local time of a stretch before which they count; times that the next stretch has again may not. */
    LocalDateTime before(Stretch stretch) {
        var closing = stretch.closing();
        return areHeeded && repeat == Repeat.LAST && closing != null && closing.isOverlap()
                ? closing.getDateTimeAfter()
                : stretch.end();
    }
}
