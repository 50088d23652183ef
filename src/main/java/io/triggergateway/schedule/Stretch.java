package io.triggergateway.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The time between two changes of a zone's clocks.
 *
 * @param opening the change at its start; null when there never was one
 * @param closing the change at its end; null when there never will be one
 */
record Stretch(
        ZoneRules rules,
        ZoneOffset offset,
        @Nullable ZoneOffsetTransition opening,
        @Nullable ZoneOffsetTransition closing) {

    /** The stretch that an instant lies in. */
    static Stretch of(ZoneRules rules, Instant instant) {
        return new Stretch(
                rules,
                rules.getOffset(instant),
                rules.previousTransition(instant.plusNanos(1)),
                rules.nextTransition(instant));
    }

    /** The first local time. */
    LocalDateTime start() {
        return opening == null ? LocalDateTime.MIN : opening.getDateTimeAfter();
    }

    /** The local time before which it ends. */
    LocalDateTime end() {
        return closing == null ? LocalDateTime.MAX : closing.getDateTimeBefore();
    }

    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), offset);
    }

    Instant instant(LocalDateTime local) {
        return local.toInstant(offset);
    }

    /** Whether the stretch before or after this one has the same local time. */
    boolean isRepeated(LocalDateTime local) {
        return (opening != null && opening.isOverlap() && local.isBefore(opening.getDateTimeBefore()))
                || (closing != null && closing.isOverlap() && !local.isBefore(closing.getDateTimeAfter()));
    }

    /** Null when there is none. */
    @Nullable
    Stretch next() {
        return closing == null
                ? null
                : new Stretch(rules, closing.getOffsetAfter(), closing, rules.nextTransition(closing.getInstant()));
    }

    /** Null when there is none. */
    @Nullable
    Stretch previous() {
        return opening == null
                ? null
                : new Stretch(
                        rules, opening.getOffsetBefore(), rules.previousTransition(opening.getInstant()), opening);
    }
}
