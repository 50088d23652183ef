package io.triggergateway.schedule;

import java.time.YearMonth;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The 28 kinds of months: their length and the weekday that they begin with decide which days every field of an
 * expression means.
 */
final class MonthKind {
    /** The calendar repeats after 400 years, and the first 28 of them have every kind. */
    private static final List<YearMonth> SAMPLES = IntStream.range(0, 28)
            .mapToObj(kind -> Stream.iterate(YearMonth.of(2000, 1), month -> month.plusMonths(1))
                    .filter(month -> of(month) == kind)
                    .findFirst()
                    .orElseThrow())
            .toList();

    private MonthKind() {}

    /** From 0 to 27. */
    static int of(YearMonth month) {
        return (month.lengthOfMonth() - 28) * 7 + month.atDay(1).getDayOfWeek().getValue() - 1;
    }

    /** A value for each kind, found with a month of that kind. */
    static int[] table(ToIntFunction<YearMonth> value) {
        return SAMPLES.stream().mapToInt(value).toArray();
    }
}
