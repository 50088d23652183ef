package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches end, because they ask for each month of a cycle of the calendar once at most. */
class DaysTest {
    private static final int MONTHS_OF_A_CYCLE = 400 * 12;
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    /** Counts how often it is asked. */
    private record Counting(Days days, AtomicInteger asked) implements Days {
        Counting(Days days) {
            this(days, new AtomicInteger());
        }

        @Override
        public int in(YearMonth month) {
            asked.incrementAndGet();
            return days.in(month);
        }
    }

    private static LocalSlots slots(Days days, String zone) {
        return new LocalSlots(
                new LocalTimes(days, TimesOfDay.of(LocalTime.of(2, 30))),
                ZoneId.of(zone),
                new ClockChanges(true, Gap.SHIFT, Repeat.FIRST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe"})
    void givesUpAfterACycleOfTheCalendar(String zone) {
        var never = new Counting(month -> 0);
        assertThat(slots(never, zone).after(NOW)).isEmpty();
        assertThat(slots(never, zone).atOrBefore(NOW)).isEmpty();
        int changes = zone.equals("UTC") ? 0 : 2 * 400;
        assertThat(never.asked.get()).isLessThanOrEqualTo(2 * (MONTHS_OF_A_CYCLE + 1 + 3 * changes));
    }

    @Test
    void asksEachMonthOnceOnTheWayToARareDay() {
        var rare = new Counting(month -> month.equals(YearMonth.of(2044, 2)) ? 1 << 29 : 0);
        assertThat(slots(rare, "UTC").after(NOW))
                .hasValueSatisfying(slot -> assertThat(slot.scheduledTime()).isEqualTo("2044-02-29T02:30:00Z"));
        assertThat(rare.asked).hasValue((2044 - 2026) * 12 - 9 + 1);
    }

    @Test
    void asksOneMonthForAnOrdinaryDay() {
        var daily = new Counting(month -> ~1);
        assertThat(slots(daily, "UTC").after(NOW)).isPresent();
        assertThat(daily.asked.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void everyMonthIsOfAKindThatIsKnown() {
        var kinds = new HashSet<Integer>();
        for (var month = YearMonth.of(2000, Month.JANUARY); month.getYear() < 2400; month = month.plusMonths(1)) {
            kinds.add(MonthKind.of(month));
        }
        assertThat(kinds).hasSize(28).allMatch(kind -> kind >= 0 && kind < 28);
        int[] lengths = MonthKind.table(YearMonth::lengthOfMonth);
        assertThat(lengths[MonthKind.of(YearMonth.of(2028, 2))]).isEqualTo(29);
        assertThat(lengths[MonthKind.of(YearMonth.of(2100, 2))]).isEqualTo(28);
    }

    @Test
    void looksFromADayToADay() {
        Days tenth = month -> 1 << 10;
        assertThat(tenth.first(LocalDate.of(2026, 1, 10), LocalDate.of(2026, 1, 10)))
                .isEqualTo("2026-01-10");
        assertThat(tenth.first(LocalDate.of(2026, 1, 11), LocalDate.of(2026, 2, 9)))
                .isNull();
        assertThat(tenth.last(LocalDate.of(2026, 1, 10), LocalDate.of(2026, 2, 9)))
                .isEqualTo("2026-01-10");
        assertThat(tenth.last(LocalDate.of(2026, 1, 11), LocalDate.of(2026, 2, 9)))
                .isNull();
    }
}
