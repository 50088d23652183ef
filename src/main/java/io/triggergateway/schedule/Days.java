package io.triggergateway.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Days that recur. */
interface Days {
    /** Which days of a month are meant: bit n stands for day n. */
    int in(YearMonth month);

    /** The first day from {@code earliest} to {@code latest}; null when there is none. Asks once for each month. */
    default @Nullable LocalDate first(LocalDate earliest, LocalDate latest) {
        int day = earliest.getDayOfMonth();
        for (var month = YearMonth.from(earliest); !month.atDay(1).isAfter(latest); month = month.plusMonths(1)) {
            int found = Bits.atOrAfter(in(month), day);
            if (found >= 0) {
                var date = month.atDay(found);
                return date.isAfter(latest) ? null : date;
            }
            day = 1;
        }
        return null;
    }

    /** The last day from {@code earliest} to {@code latest}; null when there is none. Asks once for each month. */
    default @Nullable LocalDate last(LocalDate earliest, LocalDate latest) {
        int day = latest.getDayOfMonth();
        for (var month = YearMonth.from(latest);
                !month.atEndOfMonth().isBefore(earliest);
                month = month.minusMonths(1)) {
            int found = Bits.atOrBefore(in(month), day);
            if (found >= 0) {
                var date = month.atDay(found);
                return date.isBefore(earliest) ? null : date;
            }
            day = 31;
        }
        return null;
    }
}
