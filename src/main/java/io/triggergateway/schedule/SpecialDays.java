package io.triggergateway.schedule;

import com.cronutils.model.field.expression.On;
import java.time.DayOfWeek;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;

/**
 * The days that {@code L}, {@code W} and {@code #} mean in a month, as bits.
 *
 * <p>The library reads them but errs in what they mean: the last Sunday of a month that ends with one, or the weekday
 * nearest to a 31st that is a Sunday.
 */
final class SpecialDays {
    private SpecialDays() {}

    static long ofMonth(On item, YearMonth month) {
        int last = month.lengthOfMonth();
        return switch (item.getSpecialChar().getValue()) {
            case L -> bit(last - Math.max(0, item.getNth().getValue()), month);
            case LW -> nearestWorkday(last, month);
            case W -> nearestWorkday(item.getTime().getValue(), month);
            case HASH, QUESTION_MARK, NONE -> throw new IllegalStateException(item.asString());
        };
    }

    static long ofWeek(On item, YearMonth month) {
        var weekday = DayOfWeek.SUNDAY.plus(item.getTime().getValue());
        int first = month.atDay(1).with(TemporalAdjusters.nextOrSame(weekday)).getDayOfMonth();
        return switch (item.getSpecialChar().getValue()) {
            case L -> bit(month.isValidDay(first + 28) ? first + 28 : first + 21, month);
            case HASH -> bit(first + (item.getNth().getValue() - 1) * 7, month);
            case LW, W, QUESTION_MARK, NONE -> throw new IllegalStateException(item.asString());
        };
    }

    /** From Monday to Friday, and never in another month. */
    private static long nearestWorkday(int day, YearMonth month) {
        if (bit(day, month) == 0) {
            return 0;
        }
        return switch (month.atDay(day).getDayOfWeek()) {
            case SATURDAY -> bit(day == 1 ? 3 : day - 1, month);
            case SUNDAY -> bit(day == month.lengthOfMonth() ? day - 2 : day + 1, month);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> bit(day, month);
        };
    }

    private static long bit(int day, YearMonth month) {
        return month.isValidDay(day) ? 1L << day : 0;
    }
}
