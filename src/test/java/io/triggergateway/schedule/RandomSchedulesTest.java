package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import io.triggergateway.trigger.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Random expressions around random changes of clocks, also odd ones of the past, fire as the walk by minutes says. */
class RandomSchedulesTest {
    private static final Instant FIRST = Instant.parse("1972-06-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2060-01-01T00:00:00Z");
    private static final int DAY = 24 * 60;

    /** Half hours, quarters, gaps at midnight, skipped days, four changes a year, none at all. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Kwajalein",
            "Africa/Cairo",
            "Africa/Casablanca",
            "Antarctica/Troll",
            "America/Havana",
            "America/Santiago",
            "America/Sao_Paulo",
            "America/St_Johns",
            "America/Caracas",
            "Asia/Kathmandu",
            "Asia/Pyongyang",
            "Asia/Tehran",
            "Asia/Beirut");

    /** Some time near a change of a zone's clocks. */
    record Place(ZoneId zone, Instant from) {}

    record Choice(String cron, Gap gap, Repeat repeat) {}

    @Property(tries = 2500, shrinking = ShrinkingMode.BOUNDED)
    void firesAsTheWalkByMinutesSays(@ForAll("choices") Choice choice, @ForAll("places") Place place) {
        var findings = new Findings();
        var schedule = Schedules.compile(
                "cron: \"%s\", timezone: %s, dst: {gap: %s, repeat: %s}"
                        .formatted(choice.cron(), place.zone(), Words.of(choice.gap()), Words.of(choice.repeat())),
                findings);
        var oracle = new PlainCron(choice.cron());
        if (schedule == null) {
            assertThat(findings.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.detail()).contains("no day matches"));
            assertThat(hasDays(oracle)).isFalse();
            return;
        }
        int minutes = 3 * DAY;
        var expected = new MinuteWalk(place.zone(), place.from(), minutes, 26 * 60)
                .slots(oracle, choice.gap(), choice.repeat());
        var until = place.from().plusSeconds(minutes * 60L);
        assertThat(schedule.between(place.from(), until, Integer.MAX_VALUE)).isEqualTo(expected);
        assertThat(schedule.previous(until).filter(slot -> slot.scheduledTime().isAfter(place.from())))
                .isEqualTo(expected.stream().reduce((former, later) -> later));
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void findsTheSameDaysAsTheCalendar(@ForAll("days") String days, @ForAll("dates") LocalDate from) {
        var cron = "0 12 " + days;
        var findings = new Findings();
        var schedule = Schedules.compile("cron: \"%s\"".formatted(cron), findings);
        var oracle = new PlainCron(cron);
        var expected = Stream.iterate(from.plusDays(1), day -> day.plusDays(1))
                .limit(146_097)
                .filter(oracle::isDay)
                .limit(3)
                .toList();
        assertThat(schedule == null).isEqualTo(expected.isEmpty());
        if (schedule != null) {
            assertThat(schedule.next(Instant.parse(from + "T12:00:00Z"), 3))
                    .extracting(slot -> slot.localTime().toLocalDate())
                    .isEqualTo(expected);
        }
    }

    private static boolean hasDays(PlainCron cron) {
        return Stream.iterate(LocalDate.of(2000, 1, 1), day -> day.plusDays(1))
                .limit(146_097)
                .anyMatch(cron::isDay);
    }

    @Provide
    Arbitrary<Choice> choices() {
        var seconds = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("")),
                Tuple.of(1, list(numbers(0, 59)).map(field -> field + " ")));
        var time = Combinators.combine(seconds, list(numbers(0, 59)), list(hours()))
                .as("%s%s %s"::formatted);
        return Combinators.combine(time, days(), Arbitraries.of(Gap.class), Arbitraries.of(Repeat.class))
                .as((clock, days, gap, repeat) -> new Choice(clock + " " + days, gap, repeat));
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(0, 50_000).map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<String> days() {
        var ofMonth = Arbitraries.oneOf(
                Arbitraries.of("*", "*", "?", "L", "LW"),
                list(Arbitraries.oneOf(
                        numbers(1, 31),
                        Arbitraries.integers().between(1, 31).map("%dW"::formatted),
                        Arbitraries.integers().between(1, 30).map("L-%d"::formatted),
                        Arbitraries.of("L", "LW"))));
        var months =
                Arbitraries.oneOf(Arbitraries.of("*", "*", "*", "JAN-MAR/2", "feb", "Oct,NOV"), list(numbers(1, 12)));
        var name = Arbitraries.of("SUN", "mon", "TUE", "WED", "THU", "FRI", "SAT", "0", "1", "5", "6", "7");
        var range = Combinators.combine(name, name).as("%s-%s"::formatted);
        var step = Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.just("*"), name, range),
                        Arbitraries.integers().between(1, 7))
                .as("%s/%d"::formatted);
        var ofWeek = Arbitraries.oneOf(
                Arbitraries.of("*", "*", "?"),
                list(Arbitraries.oneOf(
                        name,
                        range,
                        step,
                        name.map("%sL"::formatted),
                        Combinators.combine(name, Arbitraries.integers().between(1, 5))
                                .as("%s#%d"::formatted))));
        return Combinators.combine(ofMonth, months, ofWeek).as("%s %s %s"::formatted);
    }

    /** Mostly at night, when clocks change. */
    private static Arbitrary<String> hours() {
        return Arbitraries.oneOf(numbers(0, 23), numbers(0, 3), Arbitraries.of("*", "*/2", "0", "1", "2", "3", "*,5"));
    }

    private static Arbitrary<String> list(Arbitrary<String> items) {
        return items.list().ofMinSize(1).ofMaxSize(3).map(all -> all.stream().collect(Collectors.joining(",")));
    }

    private static Arbitrary<String> numbers(int least, int most) {
        var number = Arbitraries.integers().between(least, most);
        var range = Combinators.combine(number, number)
                .as((one, other) -> Math.min(one, other) + "-" + Math.max(one, other));
        var step = Arbitraries.integers().between(1, Math.max(1, most - 1));
        return Arbitraries.oneOf(
                number.map(String::valueOf),
                number.map(String::valueOf),
                range,
                Arbitraries.just("*"),
                Combinators.combine(Arbitraries.oneOf(Arbitraries.just("*"), number.map(String::valueOf), range), step)
                        .as("%s/%d"::formatted));
    }

    @Provide
    Arbitrary<Place> places() {
        return Combinators.combine(
                        Arbitraries.of(ZONES).flatMap(zone -> Arbitraries.of(changes(ZoneId.of(zone)))),
                        Arbitraries.integers().between(-DAY / 2, 2 * DAY))
                .as((change, before) -> new Place(change.zone(), change.from().minusSeconds(before * 60L)));
    }

    private static List<Place> changes(ZoneId zone) {
        var found = new ArrayList<Place>();
        for (var at = zone.getRules().nextTransition(FIRST);
                at != null && at.getInstant().isBefore(LAST);
                at = zone.getRules().nextTransition(at.getInstant())) {
            found.add(new Place(zone, at.getInstant()));
        }
        return found.isEmpty() ? List.of(new Place(zone, Instant.parse("2024-02-28T12:00:00Z"))) : found;
    }
}
