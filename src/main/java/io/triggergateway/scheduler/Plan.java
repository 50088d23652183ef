package io.triggergateway.scheduler;

import io.triggergateway.redis.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a schedule in Redis.
 *
 * @param generation of the trigger; 0 when nothing is planned
 * @param version of the trigger that was planned
 * @param next the next slot to decide; null when there is none
 * @param last the last slot that was decided; null when there is none
 * @param caughtUp up to which slot lateness does not matter; null for none
 * @param fired how many slots have fired
 * @param missed how many were passed over
 * @param late how many fired more than a second late
 * @param lastFiredAt null when none has
 */
record Plan(
        long generation,
        long version,
        @Nullable Instant next,
        @Nullable Instant last,
        @Nullable Instant caughtUp,
        long fired,
        long missed,
        long late,
        @Nullable Instant lastFiredAt) {
    /** The fields in Redis, in the order in which {@link #of} reads them. */
    static final String[] FIELDS = {
        "generation", "version", "next", "last", "caughtUp", "fired", "missed", "late", "lastFiredAt"
    };

    static final Plan NONE = new Plan(0, 0, null, null, null, 0, 0, 0, null);

    /** What Redis holds; {@link #NONE} when that is no plan. */
    static Plan of(Reply values) {
        try {
            return new Plan(
                    number(values.at(0)),
                    number(values.at(1)),
                    instant(values.at(2)),
                    instant(values.at(3)),
                    instant(values.at(4)),
                    number(values.at(5)),
                    number(values.at(6)),
                    number(values.at(7)),
                    instant(values.at(8)));
        } catch (NumberFormatException broken) {
            return NONE;
        }
    }

    static @Nullable Instant instant(Reply millis) {
        var text = millis.textOrNull();
        return text == null || text.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(text));
    }

    static long number(Reply value) {
        var text = value.textOrNull();
        return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
