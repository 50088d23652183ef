package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All time zones, forty expressions, each change of clocks from 2025 to 2037: the same slots as a walk by minutes finds. */
class EveryClockChangeTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2038-01-01T00:00:00Z");
    private static final Duration AROUND = Duration.ofDays(1);
    private static final int LONGEST_CHANGE = 3 * 60;

    /** Zones that do the same in these years need to be looked at but once. */
    private record Clock(ZoneOffset offset, List<ZoneOffsetTransition> changes) {
        static Clock of(ZoneId zone) {
            var changes = new ArrayList<ZoneOffsetTransition>();
            var next = zone.getRules().nextTransition(START);
            while (next != null && next.getInstant().isBefore(END)) {
                changes.add(next);
                next = zone.getRules().nextTransition(next.getInstant());
            }
            return new Clock(zone.getRules().getOffset(START), changes);
        }
    }

    private record Variant(Gap gap, Repeat repeat) {
        static final List<Variant> ALL = List.of(
                new Variant(Gap.SHIFT, Repeat.FIRST),
                new Variant(Gap.SKIP, Repeat.LAST),
                new Variant(Gap.SHIFT, Repeat.BOTH));

        /** Those that matter to an expression. */
        static List<Variant> of(PlainCron cron) {
            return cron.firesAtEveryMatch() ? ALL.subList(0, 1) : ALL;
        }
    }

    @Test
    void firesAsTheWalkByMinutesSays() throws Exception {
        var expressions = expressions();
        assertThat(expressions).hasSize(40);
        var zones =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        assertThat(zones).hasSizeGreaterThanOrEqualTo(590);
        Map<Clock, ZoneId> clocks = new HashMap<>();
        zones.forEach(zone -> clocks.putIfAbsent(Clock.of(zone), zone));
        int changes = 0;
        for (var clock : clocks.entrySet()) {
            var schedules = schedules(expressions, clock.getValue());
            for (var middle : middles(clock.getKey())) {
                check(clock.getValue(), middle, schedules);
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(500);
    }

    private static List<Instant> middles(Clock clock) {
        return clock.changes().isEmpty()
                ? List.of(START.plus(AROUND))
                : clock.changes().stream().map(ZoneOffsetTransition::getInstant).toList();
    }

    private record Schedule(String name, PlainCron oracle, Variant variant, CompiledSchedule compiled) {}

    private static List<Schedule> schedules(List<String> expressions, ZoneId zone) {
        return expressions.stream()
                .flatMap(expression -> schedules(expression, new PlainCron(expression), zone))
                .toList();
    }

    private static Stream<Schedule> schedules(String expression, PlainCron oracle, ZoneId zone) {
        return Variant.of(oracle).stream()
                .map(variant -> new Schedule(
                        "%s %s %s".formatted(expression, zone, variant),
                        oracle,
                        variant,
                        Schedules.cron(expression, zone.getId(), variant.gap(), variant.repeat())));
    }

    private static void check(ZoneId zone, Instant middle, List<Schedule> schedules) {
        var from = middle.minus(AROUND);
        var until = middle.plus(AROUND);
        var walk = new MinuteWalk(zone, from, (int) AROUND.multipliedBy(2).toMinutes(), LONGEST_CHANGE);
        for (var schedule : schedules) {
            var expected = walk.slots(
                    schedule.oracle(),
                    schedule.variant().gap(),
                    schedule.variant().repeat());
            var found = schedule.compiled().between(from, until, Integer.MAX_VALUE);
            var foundBackwards = backwards(schedule.compiled(), from, until);
            if (!found.equals(expected) || !foundBackwards.equals(expected)) {
                assertThat(found).as("%s at %s", schedule.name(), middle).isEqualTo(expected);
                assertThat(foundBackwards)
                        .as("looking back: %s at %s", schedule.name(), middle)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<Slot> backwards(CompiledSchedule schedule, Instant from, Instant until) {
        var found = new ArrayList<Slot>();
        var slot = schedule.previous(until);
        while (slot.isPresent() && slot.get().scheduledTime().isAfter(from)) {
            found.add(slot.get());
            slot = schedule.previous(slot.get().scheduledTime().minusNanos(1));
        }
        Collections.reverse(found);
        return found;
    }

    private static List<String> expressions() throws IOException, URISyntaxException {
        var file = Objects.requireNonNull(EveryClockChangeTest.class.getResource("/schedules/expressions.txt"));
        return Files.readAllLines(Path.of(file.toURI()));
    }
}
