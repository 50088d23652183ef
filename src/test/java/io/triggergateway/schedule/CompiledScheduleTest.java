package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledScheduleTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String EVERY_HOUR = "cron: \"0 * * * *\"";

    private static List<String> times(List<Slot> slots) {
        return slots.stream().map(slot -> slot.scheduledTime().toString()).toList();
    }

    @Test
    void aRangeLeavesOutItsFirstInstantAndHasItsLast() {
        assertThat(times(Schedules.of(EVERY_HOUR).between(NOON, NOON.plus(Duration.ofHours(2)), 100)))
                .containsExactly("2026-11-23T13:00:00Z", "2026-11-23T14:00:00Z");
    }

    @Test
    void aRangeEndsAtTheMostThatIsAskedFor() {
        var schedule = Schedules.of("cron: \"* * * * * *\"");
        assertThat(schedule.between(NOON, Instant.parse("8999-01-01T00:00:00Z"), 10_000))
                .hasSize(10_000);
        assertThat(schedule.next(NOON, 0)).isEmpty();
    }

    @Test
    void anEmptyRangeHasNoSlots() {
        assertThat(Schedules.of(EVERY_HOUR).between(NOON, NOON, 100)).isEmpty();
        assertThat(Schedules.of(EVERY_HOUR).between(NOON, NOON.minusSeconds(7200), 100))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron: \"0 2 * * *\", timezone: America/New_York | 2026-11-23T07:00:00Z",
                "cron: \"0 12 * * *\"           | 2026-11-23T12:00:00Z",
                "cron: \"* * * * * *\"          | 2026-11-23T12:00:00Z",
                "cron: \"0 0 29 2 *\"           | 2024-02-29T00:00:00Z",
                "cron: \"0 0 * 2 MON#5\"        | 2016-02-29T00:00:00Z",
                "at: \"12:00:01\"               | 2026-11-22T12:00:01Z",
                "interval: 7m                   | 2026-11-23T11:55:00Z",
                "interval: 7m, startAt: \"2026-11-23T11:59:59.500Z\" | 2026-11-23T11:59:59.500Z",
                "every: {days: 1}               | 2026-11-23T00:00:00Z",
                "once: \"2020-01-01T00:00:00Z\" | 2020-01-01T00:00:00Z",
                "cron: \"0 * * * *\", endAt: \"2026-11-01T00:30:00Z\" | 2026-11-01T00:00:00Z",
                "cron: \"0 * * * *\", endAt: \"2026-11-01T00:00:00Z\" | 2026-11-01T00:00:00Z",
                "cron: \"0 * * * *\", startAt: \"2026-11-23T12:00:00Z\" | 2026-11-23T12:00:00Z"
            })
    void looksBackToTheLatestSlot(String schedule, String expected) {
        assertThat(Schedules.of(schedule).previous(NOON))
                .hasValueSatisfying(slot -> assertThat(slot.scheduledTime()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "once: \"2026-11-23T12:00:00.001Z\"",
                "interval: 7m, startAt: \"2026-11-23T12:00:00.001Z\"",
                "cron: \"0 2 * * *\", startAt: \"2026-11-23T02:00:00.001Z\"",
                "at: \"12:00:01\", startAt: \"2026-11-23T00:00:00Z\""
            })
    void looksBackInVainBeforeItsStart(String schedule) {
        assertThat(Schedules.of(schedule).previous(NOON)).isEmpty();
    }

    @Test
    void startsAtTheFirstSlotNotBeforeItsStart() {
        var started = Schedules.of("cron: \"* * * * * *\", startAt: \"2026-11-23T12:00:05.250Z\"");
        assertThat(times(started.next(NOON, 1))).containsExactly("2026-11-23T12:00:06Z");
        assertThat(times(Schedules.of("at: \"12:00\", startAt: \"2026-11-24T12:00:00Z\"")
                        .next(Instant.EPOCH, 1)))
                .containsExactly("2026-11-24T12:00:00Z");
    }

    @Test
    void firesOnceWhereASkippedTimeMeetsARegularOne() {
        var schedule = Schedules.of("cron: \"30 2,3 * * *\", timezone: America/New_York");
        assertThat(schedule.next(Instant.parse("2026-03-08T06:00:00Z"), 2))
                .extracting(Slot::reason)
                .containsExactly(Slot.Reason.SHIFTED, Slot.Reason.REGULAR);
        var meeting = Schedules.of("cron: \"0 2,3 * * *\", timezone: America/New_York");
        assertThat(meeting.next(Instant.parse("2026-03-08T06:00:00Z"), 2))
                .extracting(Slot::toString)
                .containsExactly(
                        "Slot[scheduledTime=2026-03-08T07:00:00Z, localTime=2026-03-08T03:00, reason=REGULAR]",
                        "Slot[scheduledTime=2026-03-09T06:00:00Z, localTime=2026-03-09T02:00, reason=REGULAR]");
    }

    @Test
    void offsetsStayWithinTheJitterAndAreSpread() {
        var schedule = Schedules.of("interval: 1m, jitter: 1m");
        var offsets = IntStream.range(0, 600)
                .mapToObj(number -> schedule.offset("tenant-%d.cleanup".formatted(number)))
                .toList();
        assertThat(offsets).allMatch(offset -> !offset.isNegative() && offset.compareTo(Duration.ofMinutes(1)) < 0);
        for (int tenth = 0; tenth < 10; tenth++) {
            var from = Duration.ofSeconds(6L * tenth);
            assertThat(offsets.stream()
                            .filter(offset -> offset.compareTo(from) >= 0 && offset.compareTo(from.plusSeconds(6)) < 0))
                    .hasSizeBetween(30, 95);
        }
    }

    /** The digest of "nightly.cleanup" begins with these bytes, whatever version computes it. */
    @Test
    void anOffsetNeverChanges() {
        var schedule = Schedules.of("interval: 1m, jitter: 30s");
        assertThat(schedule.offset("nightly.cleanup")).isEqualTo(Duration.ofMillis(24014));
        assertThat(schedule.offset("nightly.cleanup2")).isNotEqualTo(schedule.offset("nightly.cleanup"));
        assertThat(Schedules.of("interval: 1m").offset("nightly.cleanup")).isZero();
    }

    @Test
    void namesEverythingThatIsWrong() {
        var findings = new Findings();
        assertThat(Schedules.compile("cron: \"61 * * * *\", jitter: 2d", findings))
                .isNull();
        assertThat(findings.errors())
                .extracting(error -> error.pointer())
                .containsExactlyInAnyOrder("/schedule/cron", "/schedule/jitter");
    }
}
