package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Findings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that are rare, and days that never come. */
class CalendarTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "29 2 *       | 2028-02-29 2032-02-29 2036-02-29",
                "* 2 MON#5    | 2044-02-29 2072-02-29 2112-02-29",
                "*/28 2 MON#5 | 2044-02-29 2072-02-29 2112-02-29",
                "* 2 SUN#5    | 2032-02-29 2060-02-29 2088-02-29",
                "* 4 SAT#5    | 2028-04-29 2033-04-30 2034-04-29",
                "31W * *      | 2026-12-31 2027-01-29 2027-03-31",
                "30W 4 *      | 2027-04-30 2028-04-28 2029-04-30",
                "29W 2 *      | 2028-02-29 2032-02-27 2036-02-29",
                "28W 2 *      | 2027-02-26 2028-02-28 2029-02-28",
                "1W * *       | 2026-12-01 2027-01-01 2027-02-01 2027-03-01 2027-04-01 2027-05-03 2027-06-01",
                "LW * *       | 2026-11-30 2026-12-31 2027-01-29 2027-02-26 2027-03-31 2027-04-30 2027-05-31",
                "L-3 * *      | 2026-11-27 2026-12-28 2027-01-28 2027-02-25",
                "L-30 * *     | 2026-12-01 2027-01-01 2027-03-01",
                "L-28 2 *     | 2028-02-01 2032-02-01",
                "L,15W * *    | 2026-11-30 2026-12-15 2026-12-31 2027-01-15",
                "* * FRIL     | 2026-11-27 2026-12-25 2027-01-29",
                "* * 5L       | 2026-11-27 2026-12-25 2027-01-29",
                "* * SUNL     | 2026-11-29 2026-12-27 2027-01-31 2027-02-28 2027-03-28",
                "* * 0L,SAT#1 | 2026-11-29 2026-12-05 2026-12-27 2027-01-02",
                "* * SUN-7    | 2026-11-24 2026-11-25 2026-11-26",
                "* * SAT/2    | 2026-11-28 2026-12-05",
                "* * FRI-MON/2 | 2026-11-27 2026-11-29 2026-12-04"
            })
    void comesOnTheseDays(String days, String expected) {
        var dates = List.of(expected.strip().split(" "));
        assertThat(Schedules.of("cron: \"0 12 %s\"".formatted(days)).next(MONDAY.plusSeconds(43_200), dates.size()))
                .extracting(slot -> slot.localTime().toLocalDate().toString())
                .isEqualTo(dates);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 2 *",
                "31 2,4,6,9,11 *",
                "30W 2 *",
                "31W 4 *",
                "L-29 2 *",
                "L-31 * *",
                "* * 1#6",
                "* * 1#0",
                "*/30 2 SUN#5"
            })
    void refusesDaysThatNeverCome(String days) {
        var findings = new Findings();
        assertThat(Schedules.compile("cron: \"0 12 %s\"".formatted(days), findings))
                .isNull();
        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/schedule/cron");
            assertThat(error.detail()).startsWith("Expected");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"28-2 * *", "1,28-2 * *", "* * L", "* * MON,L", "* NOV-FEB *", "0 * *", "* * 8", "* * */8"})
    void refusesDaysThatOthersUnderstandDifferently(String days) {
        var findings = new Findings();
        assertThat(Schedules.compile("cron: \"0 12 %s\"".formatted(days), findings))
                .isNull();
        assertThat(findings.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).contains("of the cron expression, but found"));
    }
}
