package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleCompilerTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

    private static ScheduleSpec spec(Timing timing, String zone, @Nullable Instant start, @Nullable Instant end) {
        return new ScheduleSpec(
                timing,
                ZoneId.of(zone),
                ScheduleSpec.Overlap.ALLOW,
                null,
                new ScheduleSpec.CatchUp(ScheduleSpec.CatchUp.Policy.LATEST, Duration.ofHours(1), 100),
                ScheduleSpec.Gap.SHIFT,
                ScheduleSpec.Repeat.FIRST,
                start,
                end,
                null,
                null);
    }

    private static List<String> fires(ScheduleSpec spec, int count) {
        var findings = new Findings();
        var compiled = ScheduleCompiler.compile(spec, "/schedule", findings);
        assertThat(findings.errors()).isEmpty();
        return Objects.requireNonNull(compiled).next(MONDAY, count).stream()
                .map(slot -> slot.scheduledTime().toString())
                .toList();
    }

    private static List<String> fires(String cron, int count) {
        return fires(spec(new Timing.Cron(cron), "UTC", null, null), count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * *        | 2026-11-23T02:00:00Z 2026-11-24T02:00:00Z",
                "*/20 * * * *     | 2026-11-23T00:20:00Z 2026-11-23T00:40:00Z 2026-11-23T01:00:00Z",
                "15 30 1 * * *    | 2026-11-23T01:30:15Z 2026-11-24T01:30:15Z",
                "0 0 * jan mon    | 2027-01-04T00:00:00Z 2027-01-11T00:00:00Z",
                "0 0 L * *        | 2026-11-30T00:00:00Z 2026-12-31T00:00:00Z",
                "0 0 LW * *       | 2026-11-30T00:00:00Z 2026-12-31T00:00:00Z 2027-01-29T00:00:00Z",
                "0 0 1W * *       | 2026-12-01T00:00:00Z 2027-01-01T00:00:00Z 2027-02-01T00:00:00Z",
                "0 0 * * 5L       | 2026-11-27T00:00:00Z 2026-12-25T00:00:00Z",
                "0 0 * * MON#2    | 2026-12-14T00:00:00Z 2027-01-11T00:00:00Z",
                "0 0 * * 0        | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z",
                "0 0 * * 7        | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z",
                "0 0 29 2 *       | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z",
                "0 0 * 2 1#5      | 2044-02-29T00:00:00Z 2072-02-29T00:00:00Z 2112-02-29T00:00:00Z",
                "0 0 ? * MON-FRI  | 2026-11-24T00:00:00Z 2026-11-25T00:00:00Z",
                "@hourly          | 2026-11-23T01:00:00Z 2026-11-23T02:00:00Z",
                "@daily           | 2026-11-24T00:00:00Z 2026-11-25T00:00:00Z",
                "@midnight        | 2026-11-24T00:00:00Z 2026-11-25T00:00:00Z",
                "@weekly          | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z",
                "@monthly         | 2026-12-01T00:00:00Z 2027-01-01T00:00:00Z",
                "@yearly          | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z",
                "@annually        | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z"
            })
    void firesWhenTheExpressionSays(String cron, String expected) {
        var times = List.of(expected.split(" "));
        assertThat(fires(cron, times.size())).isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 13 * 5        | 2026-11-27T00:00:00Z 2026-12-04T00:00:00Z 2026-12-11T00:00:00Z 2026-12-13T00:00:00Z",
                "0 0 31 4 MON      | 2027-04-05T00:00:00Z 2027-04-12T00:00:00Z",
                "0 0 */2 * 5       | 2026-11-27T00:00:00Z 2026-12-11T00:00:00Z"
            })
    void takesEitherDayOnlyWhenBothAreRestricted(String cron, String expected) {
        var times = List.of(expected.split(" "));
        assertThat(fires(cron, times.size())).isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 L,15 * *      | 2026-11-30T00:00:00Z 2026-12-15T00:00:00Z",
                "0 0 * * 1#1,WED   | 2026-11-25T00:00:00Z 2026-12-02T00:00:00Z 2026-12-07T00:00:00Z"
            })
    void takesSpecialDaysWithinLists(String cron, String expected) {
        var times = List.of(expected.split(" "));
        assertThat(fires(cron, times.size())).isEqualTo(times);
    }

    @Test
    void passesOverMonthsThatLackTheDay() {
        assertThat(fires("0 0 29W * *", 4))
                .containsExactly(
                        "2026-11-30T00:00:00Z", "2026-12-29T00:00:00Z", "2027-01-29T00:00:00Z", "2027-03-29T00:00:00Z");
    }

    @Test
    void firesInTheLocalTimeOfTheZone() {
        assertThat(fires(spec(new Timing.Cron("0 9 * * *"), "America/New_York", null, null), 1))
                .containsExactly("2026-11-23T14:00:00Z");
        assertThat(fires(spec(new Timing.At(LocalTime.of(9, 0)), "Europe/Berlin", null, null), 2))
                .containsExactly("2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z");
    }

    @Test
    void countsIntervalsFromTheEpochOrTheStart() {
        var weekly = new Timing.Interval(Duration.ofDays(7));
        assertThat(fires(spec(weekly, "UTC", null, null), 1)).containsExactly("2026-11-26T00:00:00Z");
        var start = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(fires(spec(new Timing.Every(1, 0, 0, 30), "UTC", start, null), 2))
                .containsExactly("2026-11-23T12:00:30Z", "2026-11-24T12:01:00Z");
    }

    @Test
    void staysBetweenStartAndEnd() {
        var start = Instant.parse("2026-12-01T00:00:00Z");
        var end = Instant.parse("2026-12-02T00:00:00Z");
        assertThat(fires(spec(new Timing.Cron("@daily"), "UTC", start, end), 9))
                .containsExactly("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");
    }

    @Test
    void firesOnceOnly() {
        var once = Instant.parse("2026-12-01T10:00:00Z");
        assertThat(fires(spec(new Timing.Once(once), "UTC", null, null), 9)).containsExactly(once.toString());
    }

    @Test
    void refusesAScheduleWhoseEndComesTooSoon() {
        var findings = new Findings();
        var end = Instant.parse("2026-11-23T12:00:00Z");
        var spec = spec(new Timing.Cron("0 13 * * *"), "UTC", end.minusSeconds(60), end);
        assertThat(ScheduleCompiler.compile(spec, "/schedule", findings)).isNull();
        assertThat(findings.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/schedule"));
    }

    @Test
    void quotesOnlyTheBeginningOfALongField() {
        var findings = new Findings();
        ScheduleCompiler.compile(
                spec(new Timing.Cron("0 0 * * " + "1#".repeat(500)), "UTC", null, null), "/schedule", findings);
        assertThat(findings.errors().getFirst().detail()).hasSizeLessThan(200);
    }
}
