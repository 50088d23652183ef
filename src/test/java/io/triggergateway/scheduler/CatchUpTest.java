package io.triggergateway.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schedule.ScheduleCompiler;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec;
import io.triggergateway.trigger.ScheduleSpec.CatchUp.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fires after a stop, minute by minute; the clock is a number. */
class CatchUpTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration LATE = Duration.ofSeconds(60);

    private static CompiledSchedule everyMinute(Policy policy, Duration window, int max) {
        var spec = new ScheduleSpec(
                new ScheduleSpec.Timing.Interval(Duration.ofMinutes(1)),
                ZoneOffset.UTC,
                ScheduleSpec.Overlap.ALLOW,
                null,
                new ScheduleSpec.CatchUp(policy, window, max),
                ScheduleSpec.Gap.SHIFT,
                ScheduleSpec.Repeat.FIRST,
                null,
                null,
                null,
                null);
        return Objects.requireNonNull(ScheduleCompiler.compile(spec, "", new Findings()));
    }

    /** The minutes after the start that fire, and how many are passed over. */
    private record Outcome(List<Long> fired, int passedOver) {}

    /** Decides everything that is due, as the scheduler does; catching up takes {@code each} for a slot. */
    private static Outcome run(CompiledSchedule schedule, Duration stop, Duration each) {
        var fired = new ArrayList<Long>();
        int passedOver = 0;
        Instant slot = START;
        Instant caughtUp = null;
        var now = START.plus(stop);
        while (slot != null && !slot.isAfter(now)) {
            switch (CatchUp.decide(schedule, slot, caughtUp, now, LATE)) {
                case Decision.Fire(var at, var next, var upTo) -> {
                    fired.add(Duration.between(START, at).toMinutes());
                    slot = next;
                    caughtUp = upTo == null ? caughtUp : upTo;
                    now = now.plus(each);
                }
                case Decision.PassOver(var first, var last, int count, var next, var upTo) -> {
                    assertThat(first).isEqualTo(slot);
                    assertThat(last).isAfterOrEqualTo(first);
                    passedOver += count;
                    slot = next;
                    caughtUp = upTo;
                }
            }
        }
        return new Outcome(fired, passedOver);
    }

    @ParameterizedTest
    @CsvSource({
        // policy, window in minutes, most, stop in seconds, minutes that fire, passed over
        "LATEST, 60, 100,     0, '0',            0",
        "LATEST, 60, 100,    60, '0 1',          0",
        "LATEST, 60, 100,    61, '0 1',          0",
        "NONE,   60, 100,    61, '1',            1",
        "ALL,    60, 100,    61, '0 1',          0",
        "NONE,   60, 100,   180, '2 3',          2",
        "LATEST, 60, 100,   180, '1 2 3',        1",
        "ALL,    60, 100,   180, '0 1 2 3',      0",
        "NONE,   60, 100,   210, '3',            3",
        "LATEST, 60, 100,   210, '2 3',          2",
        "ALL,    60, 100,   330, '0 1 2 3 4 5',  0",
        "ALL,    60,   2,   330, '3 4 5',        3",
        "ALL,     3, 100,   330, '3 4 5',        3",
        "LATEST,  0, 100,   330, '5',            5",
        "NONE,   60, 100, 36000, '599 600',      599",
        "LATEST, 60, 100, 36000, '598 599 600',  598",
        "ALL,    60,   1, 36000, '598 599 600',  598",
        "NONE,   60, 100, 600000030, '10000000', 10000",
    })
    void firesAsThePolicySays(Policy policy, long window, int most, long stop, String minutes, int passedOver) {
        var schedule = everyMinute(policy, Duration.ofMinutes(window), most);

        var outcome = run(schedule, Duration.ofSeconds(stop), Duration.ZERO);

        assertThat(outcome.fired())
                .containsExactlyElementsOf(
                        List.of(minutes.split(" ")).stream().map(Long::valueOf).toList());
        assertThat(outcome.passedOver()).isEqualTo(passedOver);
    }

    @Test
    void catchingUpFiresTheSameHoweverLongItTakes() {
        var schedule = everyMinute(Policy.ALL, Duration.ofMinutes(10), 100);
        var stop = Duration.ofHours(1);

        var quick = run(schedule, stop, Duration.ZERO);
        var slow = run(schedule, stop, Duration.ofSeconds(20));

        assertThat(quick.fired()).startsWith(50L).endsWith(60L).hasSize(11);
        assertThat(slow.fired()).startsWith(quick.fired().toArray(Long[]::new));
        assertThat(slow.passedOver()).isEqualTo(quick.passedOver());
    }

    @Test
    void scheduleThatHasEndedMeanwhileFiresWhatItsPolicySaysAndThenNoMore() {
        assertThat(run(endingAfterThreeMinutes(Policy.LATEST), Duration.ofHours(1), Duration.ZERO))
                .isEqualTo(new Outcome(List.of(3L), 3));
    }

    @Test
    void scheduleThatHasEndedMeanwhileMissedAllUpToItsEnd() {
        assertThat(run(endingAfterThreeMinutes(Policy.NONE), Duration.ofHours(1), Duration.ZERO))
                .isEqualTo(new Outcome(List.of(), 4));
    }

    private static CompiledSchedule endingAfterThreeMinutes(Policy policy) {
        @Nullable Instant end = START.plus(Duration.ofMinutes(3));
        var spec = everyMinute(policy, Duration.ofDays(1), 1).spec();
        return Objects.requireNonNull(ScheduleCompiler.compile(
                new ScheduleSpec(
                        spec.timing(),
                        spec.timezone(),
                        spec.overlap(),
                        null,
                        spec.catchUp(),
                        spec.gap(),
                        spec.repeat(),
                        null,
                        end,
                        null,
                        null),
                "",
                new Findings()));
    }
}
