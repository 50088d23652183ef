package io.triggergateway.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Local times that recur: days, and the times of each of them. */
record LocalTimes(Days days, TimesOfDay times) {
    private static final int LAST_SECOND = LocalTime.MAX.toSecondOfDay();

    /** The first local time from {@code from} on that is before {@code before}; null when there is none. */
    @Nullable
    LocalDateTime first(LocalDateTime from, LocalDateTime before) {
        if (!from.isBefore(before)) {
            return null;
        }
        var latest = before.toLocalDate();
        var day = days.first(from.toLocalDate(), latest);
        int second = from.toLocalDate().equals(day)
                ? times.atOrAfter(from.toLocalTime().toSecondOfDay())
                : times.atOrAfter(0);
        if (day != null && second < 0) {
            day = days.first(day.plusDays(1), latest);
            second = times.atOrAfter(0);
        }
        var found = at(day, second);
        return found == null || found.isBefore(before) ? found : null;
    }

    /** The last local time from {@code from} on that is before {@code before}; null when there is none. */
    @Nullable
    LocalDateTime last(LocalDateTime from, LocalDateTime before) {
        if (!from.isBefore(before)) {
            return null;
        }
        var until = before.minusSeconds(1);
        var earliest = from.toLocalDate();
        var day = days.last(earliest, until.toLocalDate());
        int second = until.toLocalDate().equals(day)
                ? times.atOrBefore(until.toLocalTime().toSecondOfDay())
                : times.atOrBefore(LAST_SECOND);
        if (day != null && second < 0) {
            day = days.last(earliest, day.minusDays(1));
            second = times.atOrBefore(LAST_SECOND);
        }
        var found = at(day, second);
        return found == null || found.isBefore(from) ? null : found;
    }

    private static @Nullable LocalDateTime at(@Nullable LocalDate day, int second) {
        return day == null ? null : day.atTime(LocalTime.ofSecondOfDay(second));
    }
}
